package io.retort.backends.cpu.onednn;

/**
 * What a primitive computes, as far as the numbers go that come out. Its {@code toString} has
 * everything that decides them.
 */
interface PrimitiveSpec {

  /** How many numbers an array has that is read or written; 0 if there is none of this role. */
  long size(ArrayRole role);

  /** All numbers that are read or written. */
  default long size() {
    long sum = 0;
    for (ArrayRole role : ArrayRole.values()) {
      sum += size(role);
    }
    return sum;
  }

  /** How often a number is rounded to the type of the results on its way through. */
  default int roundings() {
    return 1;
  }
}
