package io.retort.datasets.images;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The height and the width that images are given. */
record ImageSize(int height, int width) {
  private static final int MOST = 4096;
  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");

  static ImageSize parse(String size) {
    Matcher written = WRITTEN.matcher(size);
    if (written.matches()) {
      int height = Integer.parseInt(written.group(1));
      int width = Integer.parseInt(written.group(2));
      if (height <= MOST && width <= MOST) {
        return new ImageSize(height, width);
      }
    }
    throw new IllegalArgumentException(
        "The size is the height and the width in pixels, such as 28x28, each at most "
            + MOST
            + "; not '"
            + size
            + "'");
  }
}
