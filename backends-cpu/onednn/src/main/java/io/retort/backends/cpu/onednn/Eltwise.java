package io.retort.backends.cpu.onednn;

import static io.retort.backends.cpu.onednn.Engine.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_erf;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_swish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;

import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * An activation function as oneDNN names it.
 *
 * @param function the function
 */
record Eltwise(ActivationFunction function) {
  static final Eltwise IDENTITY = new Eltwise(ActivationFunction.LINEAR);
  static final Eltwise SIGMOID = new Eltwise(ActivationFunction.SIGMOID);
  static final Eltwise TANH = new Eltwise(ActivationFunction.TANH);

  boolean isIdentity() {
    return function == ActivationFunction.LINEAR;
  }

  int algorithm() {
    return switch (function) {
      case LINEAR -> dnnl_eltwise_linear;
      case RELU, LEAKY_RELU -> dnnl_eltwise_relu_use_dst_for_bwd;
      case TANH -> dnnl_eltwise_tanh_use_dst_for_bwd;
      case SIGMOID -> dnnl_eltwise_logistic_use_dst_for_bwd;
      case SILU -> dnnl_eltwise_swish;
      case GELU -> dnnl_eltwise_gelu_erf;
    };
  }

  float alpha() {
    return switch (function) {
      case LEAKY_RELU -> 0.01f;
      case LINEAR, SILU -> 1;
      case RELU, TANH, SIGMOID, GELU -> 0;
    };
  }

  /**
   * Whether the derivative follows from the function's value, so that x itself can be forgotten.
   */
  boolean derivativeFollowsFromValue() {
    return switch (function) {
      case LINEAR, RELU, LEAKY_RELU, TANH, SIGMOID -> true;
      case SILU, GELU -> false;
    };
  }

  /**
   * Whether a convolution or matrix multiplication can apply the function itself, and forget its
   * argument.
   */
  boolean fusable(Mode mode) {
    return mode == Mode.INFERENCE || derivativeFollowsFromValue();
  }

  /** Attributes of a primitive that also applies the function to its output. */
  dnnl_primitive_attr attributes(Arena arena) {
    return isIdentity() ? arena.attributes() : arena.fusing(this::appendTo);
  }

  /** Attributes of a primitive that adds its output to what is there, and applies the function. */
  dnnl_primitive_attr adding(Arena arena) {
    return arena.fusing(
        operations -> {
          check(dnnl_post_ops_append_sum(operations, 1, 0, dnnl_data_type_undef), "fuse a sum");
          if (!isIdentity()) {
            appendTo(operations);
          }
        });
  }

  private void appendTo(dnnl_post_ops operations) {
    check(dnnl_post_ops_append_eltwise(operations, algorithm(), alpha(), 0), "fuse " + this);
  }

  MemoryBlock forward(NetworkPass pass, Mode mode, MemoryBlock x) {
    MemoryBlock y = pass.arena().allocate(x.layout());
    pass.add(
        planForward(pass.arena(), mode, x.layout()),
        PrimitiveArgument.of(DNNL_ARG_SRC, x),
        PrimitiveArgument.of(DNNL_ARG_DST, y));
    return y;
  }

  dnnl_primitive_desc planForward(Arena arena, Mode mode, dnnl_memory_desc layout) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    return arena.own(
        dnnl_eltwise_forward_primitive_desc_create(
            description,
            arena.engine(),
            mode == Mode.TRAINING ? dnnl_forward_training : dnnl_forward_inference,
            algorithm(),
            layout,
            layout,
            alpha(),
            0,
            arena.attributes()),
        description,
        "the activation " + function);
  }

  /**
   * Multiplies a gradient by the derivative.
   *
   * @param kept the function's value if {@link #derivativeFollowsFromValue}, else its argument
   */
  MemoryBlock backward(NetworkPass pass, MemoryBlock kept, MemoryBlock gradient) {
    if (isIdentity()) {
      return gradient;
    }
    Arena arena = pass.arena();
    MemoryBlock given = pass.reorder(gradient, kept.layout());
    MemoryBlock result = arena.allocate(kept.layout());
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    arena.own(
        dnnl_eltwise_backward_primitive_desc_create(
            description,
            arena.engine(),
            algorithm(),
            kept.layout(),
            kept.layout(),
            kept.layout(),
            alpha(),
            0,
            planForward(arena, Mode.TRAINING, kept.layout()),
            arena.attributes()),
        description,
        "the derivative of " + function);
    pass.add(
        description,
        PrimitiveArgument.of(derivativeFollowsFromValue() ? DNNL_ARG_DST : DNNL_ARG_SRC, kept),
        PrimitiveArgument.of(DNNL_ARG_DIFF_DST, given),
        PrimitiveArgument.of(DNNL_ARG_DIFF_SRC, result));
    return result;
  }
}
