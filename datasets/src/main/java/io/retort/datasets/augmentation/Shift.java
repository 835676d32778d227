package io.retort.datasets.augmentation;

import io.retort.core.augmentation.Augmentation;
import io.retort.core.augmentation.InputChange;
import io.retort.core.data.InputPreparation;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Shape;
import java.util.Arrays;

/**
 * Moves images by some pixels, up or down and to the left or right: the same as to put a border
 * around them and cut out a part of their size at random.
 *
 * @param pixels how far at most; all distances are equally likely
 * @param fill the brightness of what comes in at the edges
 */
public record Shift(
    @Doc("How far images move at most, in pixels, in each of both directions.")
        @Default("2")
        @Range(min = 1)
        int pixels,
    @Doc("The brightness of what comes in at the edges, from 0 (black) to 1 (white).")
        @Default("0")
        @Range(min = 0, max = 1)
        double fill)
    implements Augmentation {

  @Override
  public InputChange on(Shape input, InputPreparation preparation) {
    Picture picture = Picture.of("shift", input, preparation);
    if (pixels >= picture.side()) {
      throw Picture.refused(
          "shift", "moves images of the shape " + input + " out of sight; give it fewer 'pixels'");
    }
    return (values, random) -> {
      int down = random.nextInt(-pixels, pixels + 1);
      int right = random.nextInt(-pixels, pixels + 1);
      move(values, picture, down, right);
    };
  }

  private void move(float[] values, Picture picture, int down, int right) {
    float[] before = values.clone();
    Arrays.fill(values, picture.value(fill));
    int left = Math.max(0, right);
    int length = picture.width() - Math.abs(right);
    for (int channel = 0; channel < picture.channels(); channel++) {
      for (int y = Math.max(0, down);
          y < Math.min(picture.height(), picture.height() + down);
          y++) {
        int from = picture.row(channel, y - down) + left - right;
        System.arraycopy(before, from, values, picture.row(channel, y) + left, length);
      }
    }
  }
}
