package io.retort.backends.cpu.onednn;

import java.util.Arrays;

/**
 * An argument of a primitive.
 *
 * @param index which one: a constant {@code DNNL_ARG_…}
 * @param block its values
 */
record Argument(int index, Block block) {

  static Argument of(int index, Block block) {
    return new Argument(index, block);
  }

  /** Arguments with one more. */
  static Argument[] with(Argument[] arguments, int index, Block block) {
    Argument[] more = Arrays.copyOf(arguments, arguments.length + 1);
    more[arguments.length] = of(index, block);
    return more;
  }
}
