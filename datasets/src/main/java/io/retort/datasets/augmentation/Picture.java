package io.retort.datasets.augmentation;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Standardization;
import io.retort.core.tensor.Shape;
import java.util.Optional;

/**
 * What inputs that are images have in common.
 *
 * @param channels such as 1 for grey and 3 for colours
 * @param height in pixels
 * @param width in pixels
 * @param scaling what was done to values from 0, black, to 1, white; empty for inputs that no data
 *     set has made of pixels
 */
record Picture(int channels, int height, int width, Optional<Standardization> scaling) {

  /**
   * The images of some data.
   *
   * @param augmentation the plugin that wants to change them
   * @throws RetortException if they are no images
   */
  static Picture of(String augmentation, Shape input, InputPreparation preparation) {
    if (input.rank() != 3) {
      throw refused(
          augmentation,
          "changes images, but the inputs of the data have the shape "
              + input
              + " and not channels x height x width; leave it out");
    }
    return new Picture(
        input.extent(0),
        input.extent(1),
        input.extent(2),
        preparation.match(
            values -> Optional.empty(),
            table -> Optional.empty(),
            pixels -> Optional.of(pixels.scaling())));
  }

  /** An error that names the plugin. */
  static RetortException refused(String augmentation, String clause) {
    return new RetortException(
        ErrorKind.CONFIGURATION, "The augmentation '" + augmentation + "' " + clause);
  }

  /**
   * The value that inputs have where pixels have a brightness.
   *
   * @param brightness 0 for black to 1 for white
   */
  float value(double brightness) {
    return (float) scaling.orElse(Standardization.NONE).apply(brightness);
  }

  /** The smaller side. */
  int side() {
    return Math.min(height, width);
  }

  /** The index of a row's first value. */
  int row(int channel, int y) {
    return (channel * height + y) * width;
  }
}
