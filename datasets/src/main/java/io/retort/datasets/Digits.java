package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * 1,797 handwritten digits of 8×8 grey values between 0 and 1, without a test part of their own.
 * They are inside the jar.
 *
 * <p>The test part of <i>Optical Recognition of Handwritten Digits</i>, E. Alpaydin and C. Kaynak,
 * UCI Machine Learning Repository, licensed under CC BY 4.0.
 *
 * @param shape whether a sample is {@code [1, 8, 8]} or {@code [64]}
 * @param unlabelled how many samples, the last ones, are there without their labels
 */
public record Digits(
    @Doc("Whether a sample is an image (1x8x8) or a vector (64).") @Default("image")
        ImageShape shape,
    @Doc("How many samples, the last ones, are there without their labels, for a teacher to label.")
        @Default("0")
        @Range(min = 0, max = 1700)
        int unlabelled) {
  private static final int SIDE = 8;
  private static final float WHITE = 16;

  /**
   * All of them with their labels.
   *
   * @param shape whether a sample is {@code [1, 8, 8]} or {@code [64]}
   */
  public Digits(ImageShape shape) {
    this(shape, 0);
  }

  /**
   * Reads the samples.
   *
   * @return a data set that the caller closes
   */
  public Dataset load() {
    List<String> lines = lines();
    float[] pixels = new float[lines.size() * SIDE * SIDE];
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      String[] cells = lines.get(i).split(",", -1);
      for (int j = 0; j < SIDE * SIDE; j++) {
        pixels[i * SIDE * SIDE + j] = Integer.parseInt(cells[j]) / WHITE;
      }
      labels[i] = Integer.parseInt(cells[SIDE * SIDE]);
    }
    Shape sample = shape.of(1, SIDE, SIDE);
    int known = labels.length - unlabelled;
    Tensor inputs =
        Tensor.of(sample.batch(known), Arrays.copyOf(pixels, known * sample.elements()));
    float[] others = Arrays.copyOfRange(pixels, known * sample.elements(), pixels.length);
    return InMemoryDataset.of(
            sample,
            new Task.SingleLabel(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")),
            InMemoryDataset.samples(inputs, new Target.Classes(Arrays.copyOf(labels, known))),
            Optional.empty())
        .with(
            unlabelled == 0
                ? Optional.empty()
                : Optional.of(() -> new ArrayStream(others, sample.elements())));
  }

  private static List<String> lines() {
    try (var resource = Digits.class.getResourceAsStream("digits.csv.gz");
        var reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    } catch (IOException damagedJar) {
      throw new UncheckedIOException(damagedJar);
    }
  }
}
