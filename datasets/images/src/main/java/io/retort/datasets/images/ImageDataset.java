package io.retort.datasets.images;

import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images with one class each. */
final class ImageDataset implements Dataset {
  private final Shape shape;
  private final List<String> classes;
  private final InputPreparation.Pixels preparation;
  private final Samples train;
  private final Optional<Samples> test;
  private final List<Warning> warnings;

  ImageDataset(
      LoadedImages train, Optional<LoadedImages> test, InputPreparation.Pixels preparation) {
    this.shape = train.shape();
    this.classes = train.listing().classes();
    this.preparation = preparation;
    this.train = samples(train);
    this.test = test.map(this::samples);
    this.warnings = new ArrayList<>(train.warnings());
    test.map(LoadedImages::warnings).ifPresent(warnings::addAll);
  }

  private Samples samples(LoadedImages images) {
    float[] byPixel = new float[preparation.white() + 1];
    for (int pixel = 0; pixel < byPixel.length; pixel++) {
      byPixel[pixel] = preparation.value(pixel);
    }
    Map<String, Integer> numbers = new HashMap<>();
    classes.forEach(name -> numbers.put(name, numbers.size()));
    int[] labels = new int[images.size()];
    for (int sample = 0; sample < labels.length; sample++) {
      labels[sample] = numbers.get(images.file(sample).label());
    }
    return new ImageSamples(images, byPixel, labels);
  }

  @Override
  public Shape inputShape() {
    return shape;
  }

  @Override
  public List<Head> heads() {
    return List.of(new Head(ImageSamples.HEAD, new Task.SingleLabel(classes)));
  }

  @Override
  public Samples train() {
    return train;
  }

  @Override
  public Optional<Samples> test() {
    return test;
  }

  @Override
  public InputPreparation preparation() {
    return preparation;
  }

  @Override
  public List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    // Pixels are in the heap, or in maps that the garbage collector lets go of.
  }
}
