package io.retort.datasets.images;

import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.table.TableHead;
import java.util.Arrays;
import java.util.Optional;

/** Images that are kept as bytes, and scaled when a batch of them is gathered. */
final class ImageSamples implements Samples {
  /** The name of the only head. */
  static final String HEAD = TableHead.ONLY;

  private final LoadedImages images;
  private final float[] byPixel;
  private final int[] labels;

  /**
   * Samples.
   *
   * @param byPixel the input that each value of a pixel becomes
   * @param labels the class of each sample
   */
  ImageSamples(LoadedImages images, float[] byPixel, int[] labels) {
    this.images = images;
    this.byPixel = byPixel;
    this.labels = labels;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    Shape expected = images.shape().batch(samples.length);
    if (!destination.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "The destination has the shape " + destination.shape() + ", not " + expected);
    }
    byte[] pixels = new byte[images.shape().elements()];
    float[] values = new float[pixels.length];
    for (int i = 0; i < samples.length; i++) {
      images.pixels().read(samples[i], pixels);
      for (int j = 0; j < pixels.length; j++) {
        values[j] = byPixel[Byte.toUnsignedInt(pixels[j])];
      }
      destination.write(i * values.length, values);
    }
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    if (!head.equals(HEAD)) {
      throw new IllegalArgumentException("There is no head '" + head + "'; heads: [" + HEAD + "]");
    }
    return new Target.Classes(Arrays.stream(samples).map(sample -> labels[sample]).toArray());
  }

  @Override
  public Optional<SplitKey> splitKey() {
    ImageListing listing = images.listing();
    Optional<SplitKey> groups =
        listing
            .columns()
            .group()
            .map(
                name ->
                    new SplitKey.Groups(
                        listing.column(name),
                        sample -> images.file(sample).facts().group().orElseThrow()));
    return groups.or(
        () ->
            listing
                .columns()
                .time()
                .map(
                    name ->
                        new SplitKey.Times(
                            listing.column(name),
                            sample -> images.file(sample).facts().time().orElseThrow().value())));
  }

  @Override
  public Optional<SampleWeights> weights() {
    ImageListing listing = images.listing();
    return listing
        .columns()
        .weight()
        .map(
            name ->
                new SampleWeights(
                    listing.column(name),
                    sample -> images.file(sample).facts().weight().orElseThrow()));
  }

  @Override
  public Optional<String> id(int sample) {
    return Optional.of(images.file(sample).id());
  }
}
