package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;

import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** An element-wise operation on two blocks of one layout. */
final class BinaryOperation {
  private final Function<PrimitiveArgument[], Primitive> kernel;

  private BinaryOperation(Function<PrimitiveArgument[], Primitive> kernel) {
    this.kernel = kernel;
  }

  /**
   * Prepares an operation.
   *
   * @param algorithm as oneDNN names it
   * @param attributes what is done with the result
   */
  static BinaryOperation of(
      Arena arena, int algorithm, dnnl_memory_desc layout, dnnl_primitive_attr attributes) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    return new BinaryOperation(
        arena.kernel(
            arena.own(
                dnnl_binary_primitive_desc_create(
                    description, arena.engine(), algorithm, layout, layout, layout, attributes),
                description,
                "an element-wise operation")));
  }

  /** Adds the operation to a pass; {@code more} is what attributes read. */
  void add(
      NetworkPass pass,
      MemoryBlock left,
      MemoryBlock right,
      MemoryBlock result,
      PrimitiveArgument... more) {
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(DNNL_ARG_SRC_0, left),
      PrimitiveArgument.of(DNNL_ARG_SRC_1, right),
      PrimitiveArgument.of(DNNL_ARG_DST, result)
    };
    for (PrimitiveArgument argument : more) {
      arguments = PrimitiveArgument.with(arguments, argument.index(), argument.block());
    }
    pass.add(kernel.apply(arguments));
  }
}
