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
record PrimitiveArgument(int index, MemoryBlock block) {

  static PrimitiveArgument of(int index, MemoryBlock block) {
    return new PrimitiveArgument(index, block);
  }

  /** What one of the operations reads that follow a primitive, counted from 0. */
  static PrimitiveArgument ofPostOperation(int operation, MemoryBlock block) {
    return of(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (operation + 1) | DNNL_ARG_SRC_1, block);
  }

  /** Arguments with one more. */
  static PrimitiveArgument[] with(PrimitiveArgument[] arguments, int index, MemoryBlock block) {
    PrimitiveArgument[] more = Arrays.copyOf(arguments, arguments.length + 1);
    more[arguments.length] = of(index, block);
    return more;
  }
}
