package io.retort.importers.onnx;

import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.Arrays;

/**
 * The margin around an image.
 *
 * @param padding as a layer has it
 */
record ImageMargin(Padding padding) {

  /** The margin that a node has around images of a shape. */
  static ImageMargin of(OnnxNode node, Shape image, int[] kernel, int[] stride, int[] dilation) {
    int[] pads = node.integersOr("pads", 0, 0, 0, 0);
    String automatic = node.text("auto_pad", "NOTSET");
    int[] same = pads(Padding.SAME, image, kernel, stride, dilation);
    return switch (automatic) {
      case "VALID" -> new ImageMargin(Padding.VALID);
      case "SAME_UPPER" -> new ImageMargin(Padding.SAME);
      case "NOTSET" -> {
        if (Arrays.stream(pads).allMatch(pad -> pad == pads[0])) {
          yield new ImageMargin(pads[0] == 0 ? Padding.VALID : new Padding(false, pads[0]));
        } else if (Arrays.equals(pads, same)) {
          yield new ImageMargin(Padding.SAME);
        }
        throw node.refused(
            "has the margins "
                + Arrays.toString(pads)
                + ", where a layer has the same on all sides, or those of 'same', "
                + Arrays.toString(same));
      }
      default -> throw node.refused("has auto_pad " + automatic);
    };
  }

  private static int[] pads(
      Padding padding, Shape image, int[] kernel, int[] stride, int[] dilation) {
    int[] pads = new int[4];
    for (int axis = 0; axis < 2; axis++) {
      int window = (kernel[axis] - 1) * dilation[axis] + 1;
      pads[axis] = padding.before(image.extent(axis + 1), window, stride[axis]);
      pads[axis + 2] = padding.after(image.extent(axis + 1), window, stride[axis]);
    }
    return pads;
  }
}
