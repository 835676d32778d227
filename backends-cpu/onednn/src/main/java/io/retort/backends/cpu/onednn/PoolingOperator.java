package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;

import io.retort.backends.cpu.onednn.PrimitiveTrial.Array;
import io.retort.backends.cpu.onednn.PrimitiveTrial.Before;
import io.retort.core.backend.Mode;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** The largest value or the mean of each window, in the layout of the image. */
final class PoolingOperator implements Operator {
  private final String node;
  private final boolean max;
  private final WindowGeometry window;
  private final Mode mode;
  private final Eltwise inner;
  private final long[] outputExtents;
  private dnnl_primitive_desc forward;
  private NodeValue input;
  private MemoryBlock source;
  private MemoryBlock workspace;
  private MemoryBlock output;

  /**
   * Pooling that may also take the derivative of the function {@code inner} that was applied to its
   * input: the largest value of a window is the function's value at that place, and there are fewer
   * of them.
   */
  PoolingOperator(
      String node,
      boolean max,
      WindowGeometry window,
      Mode mode,
      Eltwise inner,
      long... outputExtents) {
    this.node = node;
    this.max = max;
    this.window = window;
    this.mode = mode;
    this.inner = inner;
    this.outputExtents = outputExtents.clone();
  }

  private int algorithm() {
    return max ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    input = inputs.get(0);
    source = input.block();
    forward =
        new Kernels(arena)
            .any(
                input.type(),
                (description, type) ->
                    dnnl_pooling_forward_primitive_desc_create(
                        description,
                        arena.engine(),
                        mode == Mode.TRAINING ? dnnl_forward_training : dnnl_forward_inference,
                        algorithm(),
                        source.layout(),
                        arena.any(type, outputExtents),
                        window.strides(),
                        window.kernel(),
                        window.dilates(),
                        window.before(),
                        window.after(),
                        arena.attributes()),
                forwardTrial(),
                "the pooling of '" + node + "'");
    output = arena.allocate(Arena.layout(forward, dnnl_query_dst_md));
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(DNNL_ARG_SRC, source), PrimitiveArgument.of(DNNL_ARG_DST, output)
    };
    if (notesPlaces()) {
      workspace = arena.allocate(Arena.layout(forward, dnnl_query_workspace_md));
      arguments = PrimitiveArgument.with(arguments, DNNL_ARG_WORKSPACE, workspace);
    }
    pass.add(forward, arguments);
    return new NodeValue(output, outputExtents);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    dnnl_memory_desc target = target(arena);
    dnnl_primitive_desc description =
        new Kernels(arena)
            .any(
                DataType.of(target),
                (planned, type) ->
                    dnnl_pooling_backward_primitive_desc_create(
                        planned,
                        arena.engine(),
                        algorithm(),
                        target,
                        arena.any(type, outputExtents),
                        window.strides(),
                        window.kernel(),
                        window.dilates(),
                        window.before(),
                        window.after(),
                        forward,
                        arena.attributes()),
                gradientTrial(),
                "the gradient of the pooling '" + node + "'");
    MemoryBlock result = arena.allocate(target);
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(
          DNNL_ARG_DIFF_DST,
          pass.reorder(
              inner.backward(pass, output, gradient),
              Arena.layout(description, dnnl_query_diff_dst_md))),
      PrimitiveArgument.of(DNNL_ARG_DIFF_SRC, result)
    };
    if (max) {
      arguments = PrimitiveArgument.with(arguments, DNNL_ARG_WORKSPACE, workspace);
    }
    pass.add(description, arguments);
    return List.of(result);
  }

  private PoolingSpec computation(boolean gradient) {
    return new PoolingSpec(
        gradient,
        max,
        Math.toIntExact(outputExtents[0]),
        Math.toIntExact(outputExtents[1]),
        window.rows(),
        window.columns());
  }

  private boolean notesPlaces() {
    return max && mode == Mode.TRAINING;
  }

  private PrimitiveTrial forwardTrial() {
    PoolingSpec pooling = computation(false);
    return new PrimitiveTrial(
        pooling,
        () -> new PoolingCase(pooling),
        mode,
        List.of(
            Array.read(ArrayRole.IMAGE, DNNL_ARG_SRC, input.extents()),
            Array.written(ArrayRole.OUTPUT, DNNL_ARG_DST, outputExtents)),
        notesPlaces() ? List.of(DNNL_ARG_WORKSPACE) : List.of(),
        Optional.empty());
  }

  private PrimitiveTrial gradientTrial() {
    Before before =
        new Before(
            forward,
            List.of(Array.read(ArrayRole.IMAGE, DNNL_ARG_SRC, input.extents())),
            max ? List.of(DNNL_ARG_DST, DNNL_ARG_WORKSPACE) : List.of(DNNL_ARG_DST));
    PoolingSpec gradient = computation(true);
    return new PrimitiveTrial(
        gradient,
        () -> new PoolingCase(gradient),
        mode,
        List.of(
            Array.read(ArrayRole.OUTPUT_GRADIENT, DNNL_ARG_DIFF_DST, outputExtents),
            Array.written(ArrayRole.IMAGE_GRADIENT, DNNL_ARG_DIFF_SRC, input.extents())),
        List.of(),
        Optional.of(before));
  }

  /**
   * The layout of the gradient that is sent back. What comes in has a fraction of its values, so
   * that the type is changed before.
   */
  private dnnl_memory_desc target(Arena arena) {
    return input.gradientType() == input.type()
        ? source.layout()
        : ImageOrder.of(arena, source.layout(), input.extents())
            .map(order -> order.layout(arena, input.gradientType(), input.extents()))
            .orElse(source.layout());
  }
}
