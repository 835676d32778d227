package io.retort.core.image;

/** What is done to an image that has not the height and the width that a model reads. */
public enum ImageFit {
  /** It is refused. */
  EXACT,
  /** It is resized, and loses its proportions. */
  STRETCH,
  /** The largest middle part with the wanted proportions is resized; the rest is cut off. */
  CROP;

  /** A part of a line of pixels. */
  record Part(float from, float to) {}

  /**
   * The part of an image's line that is kept.
   *
   * @param length the pixels along the line
   * @param other those across
   * @param size how many are wanted along the line
   * @param otherSize and across
   */
  Part part(int length, int other, int size, int otherSize) {
    if (this != CROP || (long) length * otherSize <= (long) size * other) {
      return new Part(0, length);
    }
    double kept = (double) size / otherSize * other;
    double from = (length - kept) / 2;
    return new Part((float) from, (float) (from + kept));
  }
}
