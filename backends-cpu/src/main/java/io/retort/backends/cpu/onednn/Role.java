package io.retort.backends.cpu.onednn;

/** What an array of numbers is to a convolution or product; its gradient has the same role. */
enum Role {
  /** What the window moves over: {@code [batch, channels, height, width]}. */
  IMAGE,
  /** {@code [filters, channels / groups, kernel height, kernel width]}. */
  WEIGHT,
  /** {@code [filters]}. */
  BIAS,
  /** {@code [batch, filters, height, width]}. */
  OUTPUT
}
