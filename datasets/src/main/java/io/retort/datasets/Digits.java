package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Standardization;
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
import java.util.stream.IntStream;
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
 * @param classes the digits whose samples are kept, in ascending order; the others are left out of
 *     the task too
 */
public record Digits(
    @Doc("Whether a sample is an image (1x8x8) or a vector (64).") @Default("image")
        ImageShape shape,
    @Doc("How many samples, the last ones, are there without their labels, for a teacher to label.")
        @Default("0")
        @Range(min = 0, max = 1700)
        int unlabelled,
    @Doc("The digits to tell apart; samples of others are left out.")
        @Default("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]")
        List<Integer> classes) {
  private static final int SIDE = 8;
  private static final int WHITE = 16;

  public Digits {
    classes = classes.stream().sorted().distinct().toList();
    if (classes.size() < 2 || classes.get(0) < 0 || classes.get(classes.size() - 1) > 9) {
      throw new IllegalArgumentException(
          "The classes " + classes + " must be at least two of the digits from 0 to 9");
    }
  }

  /**
   * All of them with their labels.
   *
   * @param shape whether a sample is {@code [1, 8, 8]} or {@code [64]}
   */
  public Digits(ImageShape shape) {
    this(shape, 0, IntStream.range(0, 10).boxed().toList());
  }

  /**
   * Reads the samples.
   *
   * @return a data set that the caller closes
   */
  public Dataset load() {
    List<String> lines = lines().stream().filter(line -> classes.contains(label(line))).toList();
    InputPreparation.Pixels pixel = new InputPreparation.Pixels(WHITE, Standardization.NONE);
    float[] pixels = new float[lines.size() * SIDE * SIDE];
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      String[] cells = lines.get(i).split(",", -1);
      for (int j = 0; j < SIDE * SIDE; j++) {
        pixels[i * SIDE * SIDE + j] = pixel.value(Integer.parseInt(cells[j]));
      }
      labels[i] = classes.indexOf(label(lines.get(i)));
    }
    Shape sample = shape.of(1, SIDE, SIDE);
    int known = labels.length - unlabelled;
    if (known < 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Of the digits "
              + classes
              + " there are "
              + labels.length
              + " samples, so that "
              + unlabelled
              + " cannot be unlabelled; lower 'unlabelled'");
    }
    Tensor inputs =
        Tensor.of(sample.batch(known), Arrays.copyOf(pixels, known * sample.elements()));
    float[] others = Arrays.copyOfRange(pixels, known * sample.elements(), pixels.length);
    return InMemoryDataset.of(
            sample,
            new Task.SingleLabel(classes.stream().map(String::valueOf).toList()),
            InMemoryDataset.samples(inputs, new Target.Classes(Arrays.copyOf(labels, known))),
            Optional.empty())
        .with(pixel)
        .with(
            unlabelled == 0
                ? Optional.empty()
                : Optional.of(() -> new ArrayStream(others, sample.elements())));
  }

  /** The last column. */
  private static int label(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(',') + 1));
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
