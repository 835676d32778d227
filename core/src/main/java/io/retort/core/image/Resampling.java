package io.retort.core.image;

/**
 * Makes a line of pixels longer or shorter: each new pixel is the mean of the old ones around its
 * place, weighted with a triangle that is as wide as two of the new pixels, or of the old ones
 * where these are wider. Lines that grow are interpolated linearly, and of lines that shrink every
 * pixel counts.
 *
 * <p>Weights are whole numbers, so that the result is the same on every machine. They, and the
 * rounding, are those of {@code Image.resize} with {@code BILINEAR} in Pillow ({@code Resample.c}).
 */
final class Resampling {
  private static final int PRECISION = 22;

  private final int[] first;
  private final int[][] weights;

  /**
   * Prepares for lines of one length.
   *
   * @param length the pixels of an old line
   * @param part which of them become the new line
   * @param size the pixels of a new line
   */
  Resampling(int length, ImageFit.Part part, int size) {
    first = new int[size];
    weights = new int[size][];
    double scale = (double) (part.to() - part.from()) / size;
    double support = Math.max(1, scale);
    for (int i = 0; i < size; i++) {
      double centre = part.from() + (i + 0.5) * scale;
      int from = Math.max(0, (int) (centre - support + 0.5));
      int to = Math.min(length, (int) (centre + support + 0.5));
      first[i] = from;
      weights[i] = weights(from, to, centre, support);
    }
  }

  private static int[] weights(int from, int to, double centre, double support) {
    double[] triangle = new double[to - from];
    double sum = 0;
    for (int j = 0; j < triangle.length; j++) {
      triangle[j] = Math.max(0, 1 - Math.abs((from + j - centre + 0.5) * (1 / support)));
      sum += triangle[j];
    }
    int[] weights = new int[triangle.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = (int) (0.5 + triangle[j] / sum * (1 << PRECISION));
    }
    return weights;
  }

  /** The first old pixel that counts. */
  int from() {
    return first[0];
  }

  /** The old pixel behind the last one that counts. */
  int to() {
    int last = first.length - 1;
    return first[last] + weights[last].length;
  }

  /**
   * A pixel of a new line.
   *
   * @param line holds the pixels of the old line
   * @param offset where its pixel {@link #from} is
   * @param stride how far it is to the next
   * @param place which pixel of the new line
   * @return from 0 to 255
   */
  byte at(byte[] line, int offset, int stride, int place) {
    int sum = 1 << (PRECISION - 1);
    int index = offset + (first[place] - first[0]) * stride;
    for (int weight : weights[place]) {
      sum += weight * (line[index] & 0xff);
      index += stride;
    }
    return (byte) Math.min(0xff, sum >> PRECISION);
  }
}
