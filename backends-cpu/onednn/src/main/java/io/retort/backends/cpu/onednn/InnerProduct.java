package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_weights_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.retort.core.backend.Mode;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Rows times a weight, {@code y = x Wᵀ + b}, in training, and its derivatives.
 *
 * @param what its name in errors
 * @param rows how many rows there are
 * @param inputs the length of x
 * @param outputs the length of y
 * @param bias whether there is b
 * @param type what it computes with, where oneDNN has a kernel for that
 */
record InnerProduct(
    String what, long rows, long inputs, long outputs, boolean bias, DataType type) {

  /**
   * Plans the multiplication itself.
   *
   * @param function what is applied to y
   * @param result the type of y, or none for that of x
   */
  dnnl_primitive_desc planForward(Arena arena, Eltwise function, Optional<DataType> result) {
    dnnl_primitive_attr attributes = function.attributes(arena);
    return new Kernels(arena)
        .fastest(
            type,
            (description, read) ->
                dnnl_inner_product_forward_primitive_desc_create(
                    description,
                    arena.engine(),
                    dnnl_forward_training,
                    arena.plain(read, rows, inputs),
                    arena.any(read, outputs, inputs),
                    bias ? arena.plain(outputs) : null,
                    arena.plain(result.orElse(read), rows, outputs),
                    attributes),
            trial(ConvolutionDirection.FORWARD, function),
            "the inner product of " + what);
  }

  private PrimitiveTrial trial(ConvolutionDirection direction, Eltwise function) {
    return PrimitiveTrial.of(
        ConvolutionSpec.matrixMultiplication(
            direction, rows, inputs, outputs, bias, false, function.function()),
        Mode.TRAINING,
        new long[] {rows, inputs},
        new long[] {outputs, inputs},
        new long[] {rows, outputs});
  }

  /** The rows that a planned primitive reads. */
  MemoryBlock source(NetworkPass pass, NodeValue x, dnnl_primitive_desc description) {
    DataType read = DataType.of(Arena.layout(description, dnnl_query_src_md));
    return x.plain(pass, read, rows, inputs);
  }

  /**
   * Adds the derivative with respect to W and b to a pass.
   *
   * @param difference the derivative with respect to y
   * @param biasTarget where that of b goes, if there is b
   */
  void backwardWeights(
      NetworkPass pass,
      dnnl_primitive_desc forward,
      NodeValue x,
      NodeValue difference,
      MemoryBlock target,
      Optional<MemoryBlock> biasTarget) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description =
        new Kernels(arena)
            .fastest(
                DataType.of(Arena.layout(forward, dnnl_query_src_md)),
                (planned, read) ->
                    dnnl_inner_product_backward_weights_primitive_desc_create(
                        planned,
                        arena.engine(),
                        arena.plain(read, rows, inputs),
                        arena.any(DataType.F32, outputs, inputs),
                        bias ? arena.plain(outputs) : null,
                        arena.plain(read, rows, outputs),
                        forward,
                        arena.attributes()),
                trial(ConvolutionDirection.WEIGHTS, Eltwise.IDENTITY),
                "the weight gradient of " + what);
    dnnl_memory_desc liked = Arena.layout(description, dnnl_query_diff_weights_md);
    boolean inPlace = target.has(liked);
    MemoryBlock result = inPlace ? target : arena.allocate(liked);
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(DNNL_ARG_SRC, source(pass, x, description)),
      PrimitiveArgument.of(
          DNNL_ARG_DIFF_DST,
          difference.in(pass, Arena.layout(description, dnnl_query_diff_dst_md))),
      PrimitiveArgument.of(DNNL_ARG_DIFF_WEIGHTS, result)
    };
    if (bias) {
      arguments = PrimitiveArgument.with(arguments, DNNL_ARG_DIFF_BIAS, biasTarget.orElseThrow());
    }
    pass.add(description, arguments);
    if (!inPlace) {
      pass.copy(result, target);
    }
  }

  /** Adds the derivative with respect to x to a pass, given that with respect to y. */
  MemoryBlock backwardData(
      NetworkPass pass, dnnl_primitive_desc forward, NodeValue weight, NodeValue difference) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description =
        new Kernels(arena)
            .fastest(
                DataType.of(Arena.layout(forward, dnnl_query_src_md)),
                (planned, read) ->
                    dnnl_inner_product_backward_data_primitive_desc_create(
                        planned,
                        arena.engine(),
                        arena.plain(read, rows, inputs),
                        arena.any(read, outputs, inputs),
                        arena.plain(read, rows, outputs),
                        forward,
                        arena.attributes()),
                trial(ConvolutionDirection.DATA, Eltwise.IDENTITY),
                "the input gradient of " + what);
    MemoryBlock result = arena.allocate(Arena.layout(description, dnnl_query_diff_src_md));
    pass.add(
        description,
        PrimitiveArgument.of(
            DNNL_ARG_DIFF_DST,
            difference.in(pass, Arena.layout(description, dnnl_query_diff_dst_md))),
        PrimitiveArgument.of(
            DNNL_ARG_WEIGHTS, weight.in(pass, Arena.layout(description, dnnl_query_weights_md))),
        PrimitiveArgument.of(DNNL_ARG_DIFF_SRC, result));
    return result;
  }
}
