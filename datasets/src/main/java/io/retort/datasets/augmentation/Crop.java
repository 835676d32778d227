package io.retort.datasets.augmentation;

import io.retort.core.augmentation.Augmentation;
import io.retort.core.augmentation.InputChange;
import io.retort.core.data.InputPreparation;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Shape;

/**
 * Cuts out a part of an image with its proportions and enlarges it to the size of the whole, by
 * bilinear interpolation between the centres of pixels of the part.
 *
 * @param smallest the smallest share of height and width that is left
 */
public record Crop(
    @Doc("The smallest share of height and width that is left; shares up to 1 are equally likely.")
        @Default("0.8")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double smallest)
    implements Augmentation {

  @Override
  public InputChange on(Shape input, InputPreparation preparation) {
    Picture picture = Picture.of("crop", input, preparation);
    if (smallest * picture.side() < 1) {
      throw Picture.refused(
          "crop",
          "leaves less than a pixel of images of the shape "
              + input
              + "; give it a larger 'smallest'");
    }
    return (values, random) -> {
      double share = smallest + (1 - smallest) * random.nextDouble();
      Axis down = Axis.of(picture.height(), share, random.nextDouble());
      Axis across = Axis.of(picture.width(), share, random.nextDouble());
      enlarge(values, picture, down, across);
    };
  }

  private static void enlarge(float[] values, Picture picture, Axis down, Axis across) {
    float[] before = values.clone();
    for (int channel = 0; channel < picture.channels(); channel++) {
      for (int y = 0; y < picture.height(); y++) {
        int above = picture.row(channel, down.before[y]);
        int below = picture.row(channel, down.after[y]);
        int row = picture.row(channel, y);
        for (int x = 0; x < picture.width(); x++) {
          int left = across.before[x];
          int right = across.after[x];
          double top = between(before[above + left], before[above + right], across.share[x]);
          double bottom = between(before[below + left], before[below + right], across.share[x]);
          values[row + x] = (float) between(top, bottom, down.share[y]);
        }
      }
    }
  }

  private static double between(double first, double second, double share) {
    return first + (second - first) * share;
  }

  /**
   * Where the pixels of one direction come from.
   *
   * @param before for each pixel, the nearest one of the image before its place there
   * @param after the nearest one behind it
   * @param share how much the latter counts
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Axis(int[] before, int[] after, double[] share) {

    /**
     * A direction.
     *
     * @param size the pixels
     * @param part the share of them that is left
     * @param place from 0, all of the rest is behind the part, to 1, all is before it
     */
    static Axis of(int size, double part, double place) {
      Axis axis = new Axis(new int[size], new int[size], new double[size]);
      double length = part * size;
      double start = (size - length) * place;
      for (int i = 0; i < size; i++) {
        double centre = start + (i + 0.5) * part - 0.5;
        double inside = Math.max(0, Math.min(size - 1.0, centre));
        axis.before[i] = (int) inside;
        axis.after[i] = Math.min(size - 1, axis.before[i] + 1);
        axis.share[i] = inside - axis.before[i];
      }
      return axis;
    }
  }
}
