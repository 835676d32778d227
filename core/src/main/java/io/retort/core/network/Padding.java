package io.retort.core.network;

/**
 * Zeros around an image before a convolution or pooling window moves over it. Written {@code same},
 * {@code valid} or a number of rows and columns on every side.
 *
 * <p>{@code same} gives an output of {@code ceil(input / stride)}, with the odd row or column at
 * the bottom and right, as TensorFlow and Deeplearning4j do. {@code valid} is 0. A number is what
 * PyTorch calls {@code padding}. Max pooling pads with −∞; average pooling divides by the values
 * that lie inside the image only.
 *
 * @param same whether the amount follows from input, kernel and stride
 * @param amount rows and columns on every side; 0 where {@code same}
 */
public record Padding(boolean same, int amount) {
  /** As many zeros as keep the extent at stride 1. */
  public static final Padding SAME = new Padding(true, 0);

  /** No padding. */
  public static final Padding VALID = new Padding(false, 0);

  public Padding {
    if (amount < 0) {
      throw new IllegalArgumentException("The padding " + amount + " is below 0");
    }
    if (same && amount > 0) {
      throw new IllegalArgumentException(
          "The padding is both same and "
              + amount
              + "; the amount of same follows from the window");
    }
  }

  /**
   * Reads {@code same}, {@code valid} or a number.
   *
   * @param text the written form
   * @return the padding
   * @throws IllegalArgumentException if the text is none of them
   */
  public static Padding parse(String text) {
    return switch (text) {
      case "same" -> SAME;
      case "valid" -> VALID;
      default -> {
        try {
          yield new Padding(false, Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
          throw new IllegalArgumentException(
              "'" + text + "' is not a padding; write same, valid or a number", notANumber);
        }
      }
    };
  }

  /**
   * The padding before the first row or column.
   *
   * @param input the extent of the input along this axis
   * @param window the extent of the (dilated) window
   * @param stride the stride
   * @return the number of rows or columns
   */
  public int before(int input, int window, int stride) {
    return same ? total(input, window, stride) / 2 : amount;
  }

  /**
   * The padding after the last row or column.
   *
   * @param input the extent of the input along this axis
   * @param window the extent of the (dilated) window
   * @param stride the stride
   * @return the number of rows or columns
   */
  public int after(int input, int window, int stride) {
    return same ? total(input, window, stride) - before(input, window, stride) : amount;
  }

  /**
   * The extent of the output.
   *
   * @param input the extent of the input along this axis
   * @param window the extent of the (dilated) window
   * @param stride the stride
   * @return the extent, below 1 if the window does not fit
   */
  public int output(int input, int window, int stride) {
    long output =
        same
            ? ((long) input + stride - 1) / stride
            : Math.floorDiv(input + 2L * amount - window, (long) stride) + 1;
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, output));
  }

  private static int total(int input, int window, int stride) {
    long output = ((long) input + stride - 1) / stride;
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, (output - 1) * stride + window - input));
  }

  @Override
  public String toString() {
    return same ? "same" : amount == 0 ? "valid" : Integer.toString(amount);
  }
}
