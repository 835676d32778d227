package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.table.engine.UnlabelledDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How IDX files become samples.
 *
 * @param shape the shape of a sample
 * @param mean is subtracted from the grey values, which lie between 0 and 1
 * @param deviation divides them then
 */
record IdxImages(ImageShape shape, double mean, double deviation) {

  /** A file of images and the file of their labels. */
  record Pair(Path images, Path labels) {}

  /** Loads files; without names, the classes are the numbers up to the largest label. */
  InMemoryDataset load(Pair train, Optional<Pair> test, List<String> names) {
    IdxFile images = IdxFile.images(train.images());
    IdxFile labels = IdxFile.labels(train.labels());
    Task task = new Task.SingleLabel(names.isEmpty() ? numbers(labels) : names);
    Shape sample = images.shape(shape);
    Supplier<InMemorySamples> loadTest =
        () -> {
          Pair files = test.orElseThrow();
          return samples(
              IdxFile.images(files.images()), IdxFile.labels(files.labels()), sample, task);
        };
    return InMemoryDataset.of(
            sample, task, samples(images, labels, sample, task), test.map(files -> loadTest))
        .with(pixels());
  }

  private static List<String> numbers(IdxFile labels) {
    int largest = 0;
    for (byte label : labels.values()) {
      largest = Math.max(largest, Byte.toUnsignedInt(label));
    }
    if (largest == 0) {
      throw new RetortException(
          ErrorKind.DATA,
          "All labels of "
              + labels.file()
              + " are 0, but a classification needs two classes; name the classes with the key"
              + " classes, or use other data");
    }
    return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
  }

  private InMemorySamples samples(IdxFile images, IdxFile labels, Shape sample, Task task) {
    if (images.samples() != labels.samples()) {
      throw new RetortException(
          ErrorKind.DATA,
          images.file()
              + " holds "
              + images.samples()
              + " images, but "
              + labels.file()
              + " holds "
              + labels.samples()
              + " labels; name files that belong together");
    }
    requireShape(images.file(), images.shape(shape), sample);
    int[] classes = classes(labels, task);
    return InMemoryDataset.samples(scaled(images, sample), new Target.Classes(classes));
  }

  private static void requireShape(Path file, Shape found, Shape sample) {
    if (!found.equals(sample)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The images of "
              + file
              + " have the shape "
              + found
              + ", but those to train with "
              + sample
              + "; name files that belong together");
    }
  }

  /** A data set of images without labels. */
  Dataset unlabelled(Path file, List<String> classes) {
    Shape sample;
    try (IdxStream open = new IdxStream(file, shape, byValue())) {
      sample = open.sample();
    }
    return new UnlabelledDataset(
        file.toString(),
        pixels(),
        sample,
        List.of(new Head(InMemoryDataset.HEAD, new Task.SingleLabel(classes))),
        () -> new IdxStream(file, shape, byValue()));
  }

  /** Opens images without labels, of the shape of those to train with. */
  SampleStream stream(Path file, Shape sample) {
    IdxStream open = new IdxStream(file, shape, byValue());
    try {
      requireShape(file, open.sample(), sample);
      return open;
    } catch (RuntimeException unfit) {
      open.close();
      throw unfit;
    }
  }

  private static int[] classes(IdxFile labels, Task task) {
    int[] classes = new int[labels.samples()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = Byte.toUnsignedInt(labels.values()[i]);
      if (classes[i] >= task.outputs()) {
        throw new RetortException(
            ErrorKind.DATA,
            "Label "
                + classes[i]
                + " of sample "
                + i
                + " in "
                + labels.file()
                + " is out of range: there are "
                + task.outputs()
                + " classes, from 0 to "
                + (task.outputs() - 1)
                + "; correct the file, or name all classes with the key classes");
      }
    }
    return classes;
  }

  private InputPreparation.Pixels pixels() {
    return new InputPreparation.Pixels(255, new Standardization(mean, deviation));
  }

  /** The input that each unsigned byte becomes. */
  private float[] byValue() {
    InputPreparation.Pixels pixels = pixels();
    float[] byValue = new float[256];
    for (int value = 0; value < byValue.length; value++) {
      byValue[value] = pixels.value(value);
    }
    return byValue;
  }

  private Tensor scaled(IdxFile images, Shape sample) {
    float[] byValue = byValue();
    byte[] bytes = images.values();
    Tensor inputs = Tensor.allocate(sample.batch(images.samples()));
    float[] row = new float[sample.elements()];
    for (int start = 0; start < bytes.length; start += row.length) {
      for (int j = 0; j < row.length; j++) {
        row[j] = byValue[Byte.toUnsignedInt(bytes[start + j])];
      }
      inputs.write(start, row);
    }
    return inputs;
  }
}
