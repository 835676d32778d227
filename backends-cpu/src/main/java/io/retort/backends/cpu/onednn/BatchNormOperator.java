package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** {@link Layer.BatchNorm} in the layout of its input, also with a ReLU after it. */
final class BatchNormOperator implements Operator {
  private final Layer.BatchNorm layer;
  private final String node;
  private final Parameters parameters;
  private final Mode mode;
  private final boolean relu;
  private dnnl_primitive_desc forward;
  private Block source;
  private Block mean;
  private Block variance;
  private Block scale;
  private Block positive;
  private long channels;

  BatchNormOperator(
      Layer.BatchNorm layer, String node, Parameters parameters, Mode mode, boolean relu) {
    this.layer = layer;
    this.node = node;
    this.parameters = parameters;
    this.mode = mode;
    this.relu = relu;
  }

  @Override
  public Value forward(Pass pass, List<Value> inputs) {
    Arena arena = pass.arena();
    boolean training = mode == Mode.TRAINING;
    source = inputs.get(0).block();
    channels = inputs.get(0).extents()[1];
    Block runningMean = parameters.buffer(arena, node, "mean", channels);
    Block runningVariance = parameters.buffer(arena, node, "variance", channels);
    mean = training ? arena.allocate(arena.plain(channels)) : runningMean;
    variance = training ? arena.allocate(arena.plain(channels)) : runningVariance;
    scale = parameters.value(arena, node, "scale", channels).block();
    Block output = arena.allocate(source.layout());
    forward = new dnnl_primitive_desc();
    arena.own(
        dnnl_batch_normalization_forward_primitive_desc_create(
            forward,
            arena.engine(),
            training ? dnnl_forward_training : dnnl_forward_inference,
            source.layout(),
            output.layout(),
            (float) layer.epsilon(),
            flags(training ? 0 : dnnl_use_global_stats),
            arena.attributes()),
        forward,
        "the normalisation of '" + node + "'");
    Argument[] arguments = {
      Argument.of(DNNL_ARG_SRC, source),
      Argument.of(DNNL_ARG_MEAN, mean),
      Argument.of(DNNL_ARG_VARIANCE, variance),
      Argument.of(DNNL_ARG_SCALE, scale),
      Argument.of(DNNL_ARG_SHIFT, parameters.value(arena, node, "shift", channels).block()),
      Argument.of(DNNL_ARG_DST, output)
    };
    if (relu && training) {
      positive = arena.allocate(Arena.layout(forward, dnnl_query_workspace_md));
      arguments = Argument.with(arguments, DNNL_ARG_WORKSPACE, positive);
    }
    pass.add(forward, arguments);
    if (training) {
      pass.add(() -> follow(runningMean.values(), mean.values()));
      pass.add(() -> follow(runningVariance.values(), variance.values()));
    }
    return new Value(output, inputs.get(0).extents());
  }

  private int flags(int more) {
    return dnnl_use_scale | dnnl_use_shift | (relu ? dnnl_fuse_norm_relu : 0) | more;
  }

  private void follow(FloatBuffer running, FloatBuffer batch) {
    for (int i = 0; i < channels; i++) {
      running.put(
          i, (float) ((1 - layer.momentum()) * running.get(i) + layer.momentum() * batch.get(i)));
    }
  }

  @Override
  public List<Block> backward(Pass pass, Block gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    arena.own(
        dnnl_batch_normalization_backward_primitive_desc_create(
            description,
            arena.engine(),
            dnnl_backward,
            source.layout(),
            source.layout(),
            source.layout(),
            (float) layer.epsilon(),
            flags(0),
            forward,
            arena.attributes()),
        description,
        "the gradient of the normalisation '" + node + "'");
    Block result = arena.allocate(source.layout());
    Argument[] arguments = {
      Argument.of(DNNL_ARG_SRC, source),
      Argument.of(DNNL_ARG_MEAN, mean),
      Argument.of(DNNL_ARG_VARIANCE, variance),
      Argument.of(DNNL_ARG_SCALE, scale),
      Argument.of(DNNL_ARG_DIFF_DST, pass.reorder(gradient, source.layout())),
      Argument.of(DNNL_ARG_DIFF_SRC, result),
      Argument.of(DNNL_ARG_DIFF_SCALE, parameters.gradient(arena, node, "scale", channels)),
      Argument.of(DNNL_ARG_DIFF_SHIFT, parameters.gradient(arena, node, "shift", channels))
    };
    pass.add(
        description, relu ? Argument.with(arguments, DNNL_ARG_WORKSPACE, positive) : arguments);
    return List.of(result);
  }
}
