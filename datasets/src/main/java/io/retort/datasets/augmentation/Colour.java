package io.retort.datasets.augmentation;

import io.retort.core.augmentation.Augmentation;
import io.retort.core.augmentation.InputChange;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Standardization;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast and saturation of images, in this order, each by a factor f between
 * 1 − range and 1 + range. With pixels p from 0 to 1, brightness makes f·p of them, contrast m +
 * f·(p − m), where m is the mean luma of the image, and saturation l + f·(p − l), where l is the
 * pixel's own luma (ITU-R BT.601). Each result is limited to 0 to 1.
 *
 * @param brightness the range of the factor of all values
 * @param contrast the range of the factor of distances from the mean
 * @param saturation the range of the factor of distances from grey
 */
public record Colour(
    @Doc("The factor of brightness is between 1 - this and 1 + this.")
        @Default("0.2")
        @Range(min = 0, max = 1)
        double brightness,
    @Doc("The factor of contrast is between 1 - this and 1 + this.")
        @Default("0.2")
        @Range(min = 0, max = 1)
        double contrast,
    @Doc("The factor of saturation is between 1 - this and 1 + this; for images in colour.")
        @Default("0")
        @Range(min = 0, max = 1)
        double saturation)
    implements Augmentation {

  @Override
  public InputChange on(Shape input, InputPreparation preparation) {
    Picture picture = Picture.of("colour", input, preparation);
    if (picture.channels() != 3 && saturation > 0) {
      throw Picture.refused(
          "colour",
          "has a 'saturation', but the images have "
              + picture.channels()
              + (picture.channels() == 1 ? " channel" : " channels")
              + " and not 3; leave that key out");
    }
    Standardization scaling =
        picture
            .scaling()
            .filter(known -> known.deviation() > 0)
            .orElseThrow(
                () ->
                    Picture.refused(
                        "colour",
                        "needs to know what black and white are, but the inputs are not made of"
                            + " pixels; leave it out"));
    return (values, random) -> change(values, random, picture, scaling);
  }

  private void change(
      float[] values, RandomGenerator random, Picture picture, Standardization scaling) {
    double bright = factor(brightness, random);
    double distinct = factor(contrast, random);
    double colourful = factor(saturation, random);
    double[] pixels = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = limited(bright * (values[i] * scaling.deviation() + scaling.mean()));
    }
    double mean = 0;
    int size = picture.height() * picture.width();
    for (int i = 0; i < size; i++) {
      mean += luma(pixels, i, picture) / size;
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = limited(mean + distinct * (pixels[i] - mean));
    }
    for (int i = 0; i < size && saturation > 0; i++) {
      double grey = luma(pixels, i, picture);
      for (int channel = 0; channel < 3; channel++) {
        int at = channel * size + i;
        pixels[at] = limited(grey + colourful * (pixels[at] - grey));
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) scaling.apply(pixels[i]);
    }
  }

  private static double factor(double range, RandomGenerator random) {
    return 1 + range * (2 * random.nextDouble() - 1);
  }

  private static double limited(double pixel) {
    return Math.max(0, Math.min(1, pixel));
  }

  /** The brightness of a pixel: its luma if it has three channels, else the mean of them. */
  private static double luma(double[] pixels, int pixel, Picture picture) {
    int size = picture.height() * picture.width();
    if (picture.channels() == 3) {
      return 0.299 * pixels[pixel]
          + 0.587 * pixels[size + pixel]
          + 0.114 * pixels[2 * size + pixel];
    }
    double sum = 0;
    for (int channel = 0; channel < picture.channels(); channel++) {
      sum += pixels[channel * size + pixel];
    }
    return sum / picture.channels();
  }
}
