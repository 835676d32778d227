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
 * Covers a square, whose centre is any pixel with the same probability, so that a part of it may
 * lie outside. DeVries and Taylor, "Improved regularization of convolutional neural networks with
 * cutout", 2017.
 *
 * @param size the side of the square
 * @param fill its brightness
 */
public record Cutout(
    @Doc("The side of the square, in pixels.") @Range(min = 1) int size,
    @Doc("The brightness of the square, from 0 (black) to 1 (white).")
        @Default("0")
        @Range(min = 0, max = 1)
        double fill)
    implements Augmentation {

  @Override
  public InputChange on(Shape input, InputPreparation preparation) {
    Picture picture = Picture.of("cutout", input, preparation);
    if (size > picture.side()) {
      throw Picture.refused(
          "cutout",
          "covers images of the shape " + input + " altogether; give it a smaller 'size'");
    }
    return (values, random) ->
        cover(values, picture, random.nextInt(picture.height()), random.nextInt(picture.width()));
  }

  private void cover(float[] values, Picture picture, int centreY, int centreX) {
    int top = Math.max(0, centreY - size / 2);
    int bottom = Math.min(picture.height(), centreY - size / 2 + size);
    int left = Math.max(0, centreX - size / 2);
    int right = Math.min(picture.width(), centreX - size / 2 + size);
    float covered = picture.value(fill);
    for (int channel = 0; channel < picture.channels(); channel++) {
      for (int y = top; y < bottom; y++) {
        int row = picture.row(channel, y);
        Arrays.fill(values, row + left, row + right, covered);
      }
    }
  }
}
