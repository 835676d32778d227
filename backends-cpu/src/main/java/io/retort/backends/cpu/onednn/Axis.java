package io.retort.backends.cpu.onednn;

/**
 * How a window moves along one axis of an image, said in the simplest way: without rows of the
 * kernel that meet nothing but padding, without distances between rows that no other row needs, and
 * without a stride where there is one window only. The same numbers are computed, from a part of
 * the image and a part of the kernel; the corners in which oneDNN is wrong, or crashes, do not
 * occur.
 *
 * @param first the first row of the image that is kept
 * @param step the distance between rows that are kept
 * @param input how many are kept
 * @param firstTap the first row of the kernel that is kept
 * @param taps how many are kept, without gaps
 * @param stride the step of the window, in rows that are kept
 * @param dilation the distance between rows of the kernel, in rows that are kept; 1 if adjacent
 * @param before the padding before the first row that is kept
 * @param output the number of windows
 * @param reached whether any window meets the image; if not, one row of the kernel moves over as
 *     many rows of zeros as there are windows
 */
record Axis(
    int first,
    int step,
    int input,
    int firstTap,
    int taps,
    int stride,
    int dilation,
    int before,
    int output,
    boolean reached) {
  /** The only pixel. */
  static final Axis POINT = new Axis(0, 1, 1, 0, 1, 1, 1, 0, 1, true);

  /**
   * The simplest form.
   *
   * @param image the extent of the image
   * @param kernel the number of rows of the kernel
   * @param stride the step of the window
   * @param dilation the distance between rows of the kernel; 1 if adjacent
   * @param before the padding before the image
   * @param output the number of windows
   */
  static Axis of(int image, int kernel, int stride, int dilation, int before, int output) {
    int firstTap = kernel;
    int lastTap = -1;
    int firstRead = image;
    int lastRead = -1;
    for (int window = 0; window < output; window++) {
      for (int tap = 0; tap < kernel; tap++) {
        int row = window * stride - before + tap * dilation;
        if (row >= 0 && row < image) {
          firstTap = Math.min(firstTap, tap);
          lastTap = Math.max(lastTap, tap);
          firstRead = Math.min(firstRead, row);
          lastRead = Math.max(lastRead, row);
        }
      }
    }
    if (lastTap < 0) {
      return new Axis(0, 1, output, 0, 1, 1, 1, 0, output, false);
    }
    int taps = lastTap - firstTap + 1;
    int ofWindows = output > 1 ? stride : 0;
    int ofTaps = taps > 1 ? dilation : 0;
    int step = Math.max(1, gcd(ofWindows, ofTaps));
    int start = firstTap * dilation - before;
    int strideKept = Math.max(1, ofWindows / step);
    int read = (lastRead - firstRead) / step + 1;
    boolean whole = step == 1 && start <= 0 && image - 1 - lastRead < strideKept;
    int first = whole ? 0 : firstRead;
    return new Axis(
        first,
        step,
        whole ? image : read,
        firstTap,
        taps,
        strideKept,
        Math.max(1, ofTaps / step),
        (first - start) / step,
        output,
        true);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** The row that a window's row of the kernel reads; −1 for the padding. */
  int read(int window, int tap) {
    int row = window * stride - before + tap * dilation;
    return row < 0 || row >= input ? -1 : row;
  }

  /** The window whose row of the kernel reads a row; −1 for none. */
  int window(int row, int tap) {
    int start = row + before - tap * dilation;
    return start < 0 || start % stride > 0 || start / stride >= output ? -1 : start / stride;
  }

  /** The padding after the last row that is kept; below 0 for rows that no window reaches. */
  int after() {
    return (output - 1) * stride + (taps - 1) * dilation + 1 - input - before;
  }

  /** Whether the only window is as large as what is kept of the image. */
  boolean isProduct() {
    return reached && output == 1;
  }

  /** Whether a part of an image of this extent is left out. */
  boolean crops(int image) {
    return !reached || input != image;
  }

  /** What a window's way over an image that is cropped already consists of. */
  @Override
  public String toString() {
    return input
        + " to "
        + output
        + " by "
        + taps
        + " stride "
        + stride
        + " dilation "
        + dilation
        + " padding "
        + before
        + "/"
        + after();
  }
}
