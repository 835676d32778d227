package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_resampling_nearest;

import io.retort.backends.cpu.onednn.PrimitiveTrial.Array;
import io.retort.core.backend.Mode;
import io.retort.core.network.Extent;
import io.retort.core.network.Layer;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** {@link Layer.Upsample} in the layout of the image. */
final class UpsampleOperator implements Operator {
  private final Extent factor;
  private final long[] outputExtents;
  private dnnl_primitive_desc forward;
  private NodeValue input;
  private MemoryBlock output;

  UpsampleOperator(Layer.Upsample layer, long... outputExtents) {
    this.factor = layer.factor();
    this.outputExtents = outputExtents.clone();
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    input = inputs.get(0);
    forward =
        new Kernels(arena)
            .any(
                input.type(),
                (description, type) ->
                    dnnl_resampling_forward_primitive_desc_create(
                        description,
                        arena.engine(),
                        dnnl_forward_training,
                        dnnl_resampling_nearest,
                        factors(),
                        input.block().layout(),
                        arena.any(type, outputExtents),
                        arena.attributes()),
                trial(
                    false,
                    Array.read(ArrayRole.IMAGE, DNNL_ARG_SRC, input.extents()),
                    Array.written(ArrayRole.OUTPUT, DNNL_ARG_DST, outputExtents)),
                "an upsampling");
    output = arena.allocate(Arena.layout(forward, dnnl_query_dst_md));
    pass.add(
        forward,
        PrimitiveArgument.of(DNNL_ARG_SRC, input.block()),
        PrimitiveArgument.of(DNNL_ARG_DST, output));
    return new NodeValue(output, outputExtents);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description =
        new Kernels(arena)
            .any(
                input.type(),
                (planned, type) ->
                    dnnl_resampling_backward_primitive_desc_create(
                        planned,
                        arena.engine(),
                        dnnl_resampling_nearest,
                        factors(),
                        arena.any(type, input.extents()),
                        output.layout(),
                        forward,
                        arena.attributes()),
                trial(
                    true,
                    Array.written(ArrayRole.IMAGE, DNNL_ARG_DIFF_SRC, input.extents()),
                    Array.read(ArrayRole.OUTPUT, DNNL_ARG_DIFF_DST, outputExtents)),
                "the gradient of an upsampling");
    MemoryBlock result = arena.allocate(Arena.layout(description, dnnl_query_diff_src_md));
    pass.add(
        description,
        PrimitiveArgument.of(DNNL_ARG_DIFF_DST, pass.reorder(gradient, output.layout())),
        PrimitiveArgument.of(DNNL_ARG_DIFF_SRC, result));
    return List.of(result);
  }

  private float[] factors() {
    return new float[] {factor.height(), factor.width()};
  }

  private PrimitiveTrial trial(boolean gradient, Array... arrays) {
    long[] image = input.extents();
    UpsamplingSpec upsampling =
        new UpsamplingSpec(
            gradient,
            Math.toIntExact(image[0] * image[1]),
            Math.toIntExact(image[2]),
            Math.toIntExact(image[3]),
            factor.height(),
            factor.width());
    return PrimitiveTrial.of(
        upsampling, () -> new UpsamplingCase(upsampling), Mode.TRAINING, arrays);
  }
}
