package io.retort.datasets.augmentation;

import io.retort.core.augmentation.Augmentation;
import io.retort.core.augmentation.InputChange;
import io.retort.core.data.InputPreparation;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Shape;

/**
 * Mirrors images.
 *
 * @param horizontal the probability that left and right are exchanged
 * @param vertical the probability that top and bottom are
 */
public record Flip(
    @Doc("The probability that left and right are exchanged.")
        @Default("0.5")
        @Range(min = 0, max = 1)
        double horizontal,
    @Doc("The probability that top and bottom are exchanged.")
        @Default("0")
        @Range(min = 0, max = 1)
        double vertical)
    implements Augmentation {

  @Override
  public InputChange on(Shape input, InputPreparation preparation) {
    Picture picture = Picture.of("flip", input, preparation);
    return (values, random) -> {
      boolean sides = random.nextDouble() < horizontal;
      boolean ends = random.nextDouble() < vertical;
      if (sides || ends) {
        mirror(values, picture, sides, ends);
      }
    };
  }

  private static void mirror(float[] values, Picture picture, boolean sides, boolean ends) {
    float[] before = values.clone();
    for (int channel = 0; channel < picture.channels(); channel++) {
      for (int y = 0; y < picture.height(); y++) {
        int from = picture.row(channel, ends ? picture.height() - 1 - y : y);
        int to = picture.row(channel, y);
        for (int x = 0; x < picture.width(); x++) {
          values[to + x] = before[from + (sides ? picture.width() - 1 - x : x)];
        }
      }
    }
  }
}
