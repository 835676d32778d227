package io.retort.backends.cpu.onednn;

/**
 * How a window moves along one axis of an image, said in the simplest way: without rows of the
 * kernel that meet nothing but padding, without distances between rows that no other row needs,
 * without a stride where there is one window only, and without a stride above the kernel. The same
 * numbers are computed, from a part of the image and a part of the kernel; the corners in which
 * oneDNN is wrong, or crashes, do not occur.
 *
 * @param first the first row of the image that is kept
 * @param step the distance between rows that are kept
 * @param jump the distance between windows where rows between them are left out, so that those of
 *     one window follow on those of another; 0 if all rows that are kept are a step apart
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
record WindowAxis(
    int first,
    int step,
    int jump,
    int input,
    int firstTap,
    int taps,
    int stride,
    int dilation,
    int before,
    int output,
    boolean reached) {
  /** The only pixel. */
  static final WindowAxis POINT = new WindowAxis(0, 1, 0, 1, 0, 1, 1, 1, 0, 1, true);

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
  static WindowAxis of(int image, int kernel, int stride, int dilation, int before, int output) {
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
      return new WindowAxis(0, 1, 0, output, 0, 1, 1, 1, 0, output, false);
    }
    int taps = lastTap - firstTap + 1;
    int ofWindows = output > 1 ? stride : 0;
    int ofTaps = taps > 1 ? dilation : 0;
    int step = Math.max(1, gcd(ofWindows, ofTaps));
    int start = firstTap * dilation - before;
    int strideKept = Math.max(1, ofWindows / step);
    int dilationKept = Math.max(1, ofTaps / step);
    int window = (taps - 1) * dilationKept + 1;
    if (strideKept >= window && strideKept > taps) {
      return ofWindows(image, firstTap, taps, ofWindows, ofTaps, start, output);
    }
    int read = (lastRead - firstRead) / step + 1;
    boolean whole = step == 1 && start <= 0 && image - 1 - lastRead < strideKept;
    int first = whole ? 0 : firstRead;
    return new WindowAxis(
        first,
        step,
        0,
        whole ? image : read,
        firstTap,
        taps,
        strideKept,
        dilationKept,
        (first - start) / step,
        output,
        true);
  }

  /**
   * Windows that share no row, with rows in between that none reads: what is left are the windows
   * one after the other. As rows come in the order in which they are read, the padding is what is
   * read before the first and after the last one.
   */
  private static WindowAxis ofWindows(
      int image, int firstTap, int taps, int stride, int dilation, int start, int output) {
    int before = 0;
    int input = 0;
    int first = 0;
    for (int read = 0; read < output * taps; read++) {
      int row = start + read / taps * stride + read % taps * dilation;
      if (row < 0) {
        before++;
      } else if (row < image) {
        first = input == 0 ? row : first;
        input++;
      }
    }
    return new WindowAxis(
        first, dilation, stride, input, firstTap, taps, taps, 1, before, output, true);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** Where the image has a row that is kept. */
  int inImage(int kept) {
    if (jump == 0) {
      return first + kept * step;
    }
    int offset = before % taps;
    int read = offset + kept;
    return first + read / taps * jump + (read % taps - offset) * step;
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
  boolean coversImage() {
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
