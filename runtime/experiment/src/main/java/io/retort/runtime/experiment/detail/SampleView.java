package io.retort.runtime.experiment.detail;

import io.retort.core.data.InputPreparation;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Shows single samples to people: pixels of an image, or cells of a row. */
final class SampleView {
  private static final int LARGEST_SIDE = 256;
  private static final int MOST_CELLS = 12;
  private static final int LONGEST_CELL = 200;

  private final Samples samples;
  private final TrainingData data;

  SampleView(Samples samples, TrainingData data) {
    this.samples = samples;
    this.data = data;
  }

  /**
   * An image.
   *
   * @param channels 1 or 3
   * @param pixels a byte each, channel by channel and row by row, in Base64
   */
  record Image(int channels, int height, int width, String pixels) {}

  /** The cells of a row that are shown; null for data that are not a table. */
  Map<String, String> row(int sample) {
    return samples
        .rows()
        .map(
            rows -> {
              Map<String, String> cells = new LinkedHashMap<>();
              new TreeMap<>(rows.row(sample))
                  .entrySet().stream()
                      .limit(MOST_CELLS)
                      .forEach(cell -> cells.put(cell.getKey(), cut(cell.getValue().toString())));
              return cells;
            })
        .orElse(null);
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_CELL
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_CELL)) + "…";
  }

  /** The pixels of a sample; null if it is no image, or a large one. */
  Image image(int sample) {
    Shape shape = data.inputShape();
    if (shape.rank() != 3
        || (shape.extent(0) != 1 && shape.extent(0) != 3)
        || Math.max(shape.extent(1), shape.extent(2)) > LARGEST_SIDE) {
      return null;
    }
    try (Tensor input = Tensor.allocate(shape.batch(1))) {
      samples.inputs(new int[] {sample}, input);
      return new Image(shape.extent(0), shape.extent(1), shape.extent(2), base64(input.toArray()));
    }
  }

  private String base64(float[] values) {
    float[] shares = data.preparation().match(none -> values, none -> values, p -> of(p, values));
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : shares) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low >= 0 && high <= 1) {
      low = 0;
      high = 1;
    }
    byte[] pixels = new byte[shares.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * (shares[i] - low) / Math.max(high - low, 1e-9));
    }
    return Base64.getEncoder().encodeToString(pixels);
  }

  /** From 0 to 1 again. */
  private static float[] of(InputPreparation.Pixels preparation, float[] values) {
    float[] shares = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      shares[i] = (float) preparation.scaling().invert(values[i]);
    }
    return shares;
  }
}
