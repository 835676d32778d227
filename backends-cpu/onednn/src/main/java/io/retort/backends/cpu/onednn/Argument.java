package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

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

  /** What one of the operations reads that follow a primitive, counted from 0. */
  static Argument ofPostOperation(int operation, Block block) {
    return of(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (operation + 1) | DNNL_ARG_SRC_1, block);
  }

  /** Arguments with one more. */
  static Argument[] with(Argument[] arguments, int index, Block block) {
    Argument[] more = Arrays.copyOf(arguments, arguments.length + 1);
    more[arguments.length] = of(index, block);
    return more;
  }
}
