package io.retort.backends.cpu.onednn;

/**
 * What a primitive computes, as far as the numbers go that come out. Its {@code toString} has
 * everything that decides them.
 */
interface Computation {

  /** All numbers that are read or written. */
  long size();

  /** Random numbers for it, and what should come out. */
  Sample sample();

  /** How often a number is rounded to the type of the results on its way through. */
  default int roundings() {
    return 1;
  }
}
