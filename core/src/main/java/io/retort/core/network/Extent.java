package io.retort.core.network;

/**
 * A height and a width: of a kernel, a stride, a dilation or a pooling window. Written {@code 3}
 * for a square, {@code 3x5} otherwise.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Extent(int height, int width) {

  public Extent {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "The extent "
              + height
              + "x"
              + width
              + " is below 1; use positive numbers such as 3 or 3x5");
    }
  }

  /**
   * A square.
   *
   * @param side height and width
   * @return the extent
   */
  public static Extent of(int side) {
    return new Extent(side, side);
  }

  /**
   * Reads {@code 3} or {@code 3x5}.
   *
   * @param text the written form
   * @return the extent
   * @throws IllegalArgumentException if the text is neither
   */
  public static Extent parse(String text) {
    String[] parts = text.split("x", -1);
    try {
      int height = Integer.parseInt(parts[0]);
      int width = parts.length == 1 ? height : Integer.parseInt(parts[1]);
      if (parts.length <= 2) {
        return new Extent(height, width);
      }
    } catch (NumberFormatException notANumber) {
      // Reported below like any other text of the wrong form.
    }
    throw new IllegalArgumentException("'" + text + "' is not an extent; write 3 or 3x5");
  }

  @Override
  public String toString() {
    return height == width ? Integer.toString(height) : height + "x" + width;
  }
}
