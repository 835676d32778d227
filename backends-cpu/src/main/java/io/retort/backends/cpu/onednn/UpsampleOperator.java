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

import io.retort.core.network.Layer;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** {@link Layer.Upsample} in the layout of the image. */
final class UpsampleOperator implements Operator {
  private final float[] factors;
  private final long[] outputExtents;
  private dnnl_primitive_desc forward;
  private Value input;
  private Block output;

  UpsampleOperator(Layer.Upsample layer, long... outputExtents) {
    this.factors = new float[] {layer.factor().height(), layer.factor().width()};
    this.outputExtents = outputExtents.clone();
  }

  @Override
  public Value forward(Pass pass, List<Value> inputs) {
    Arena arena = pass.arena();
    input = inputs.get(0);
    forward = new dnnl_primitive_desc();
    arena.own(
        dnnl_resampling_forward_primitive_desc_create(
            forward,
            arena.engine(),
            dnnl_forward_training,
            dnnl_resampling_nearest,
            factors,
            input.block().layout(),
            arena.any(input.type(), outputExtents),
            arena.attributes()),
        forward,
        "an upsampling");
    output = arena.allocate(Arena.layout(forward, dnnl_query_dst_md));
    pass.add(forward, Argument.of(DNNL_ARG_SRC, input.block()), Argument.of(DNNL_ARG_DST, output));
    return new Value(output, outputExtents);
  }

  @Override
  public List<Block> backward(Pass pass, Block gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    arena.own(
        dnnl_resampling_backward_primitive_desc_create(
            description,
            arena.engine(),
            dnnl_resampling_nearest,
            factors,
            arena.any(input.type(), input.extents()),
            output.layout(),
            forward,
            arena.attributes()),
        description,
        "the gradient of an upsampling");
    Block result = arena.allocate(Arena.layout(description, dnnl_query_diff_src_md));
    pass.add(
        description,
        Argument.of(DNNL_ARG_DIFF_DST, pass.reorder(gradient, output.layout())),
        Argument.of(DNNL_ARG_DIFF_SRC, result));
    return List.of(result);
  }
}
