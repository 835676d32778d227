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

import io.retort.backends.cpu.onednn.NormalisationSpec.Kind;
import io.retort.backends.cpu.onednn.PrimitiveTrial.Array;
import io.retort.backends.cpu.onednn.PrimitiveTrial.Before;
import io.retort.backends.cpu.onednn.PrimitiveTrial.View;
import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** {@link Layer.BatchNorm} in the layout of its input, also with a ReLU after it. */
final class BatchNormOperator implements Operator {
  private final Layer.BatchNorm layer;
  private final String node;
  private final Parameters parameters;
  private final Mode mode;
  private final boolean relu;
  private dnnl_primitive_desc forward;
  private MemoryBlock source;
  private MemoryBlock mean;
  private MemoryBlock variance;
  private MemoryBlock scale;
  private MemoryBlock positive;
  private long[] extents;
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
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    boolean training = mode == Mode.TRAINING;
    source = inputs.get(0).block();
    extents = inputs.get(0).extents();
    channels = extents[1];
    MemoryBlock runningMean = parameters.buffer(arena, node, "mean", channels);
    MemoryBlock runningVariance = parameters.buffer(arena, node, "variance", channels);
    mean = training ? arena.allocate(arena.plain(channels)) : runningMean;
    variance = training ? arena.allocate(arena.plain(channels)) : runningVariance;
    scale = parameters.value(pass, node, "scale", channels).block();
    MemoryBlock output = arena.allocate(source.layout());
    forward =
        new Kernels(arena)
            .any(
                DataType.of(source.layout()),
                (description, type) ->
                    dnnl_batch_normalization_forward_primitive_desc_create(
                        description,
                        arena.engine(),
                        training ? dnnl_forward_training : dnnl_forward_inference,
                        source.layout(),
                        output.layout(),
                        (float) layer.epsilon(),
                        flags(training ? 0 : dnnl_use_global_stats),
                        arena.attributes()),
                forwardTrial(training),
                "the normalisation of '" + node + "'");
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(DNNL_ARG_SRC, source),
      PrimitiveArgument.of(DNNL_ARG_MEAN, mean),
      PrimitiveArgument.of(DNNL_ARG_VARIANCE, variance),
      PrimitiveArgument.of(DNNL_ARG_SCALE, scale),
      PrimitiveArgument.of(DNNL_ARG_SHIFT, parameters.value(pass, node, "shift", channels).block()),
      PrimitiveArgument.of(DNNL_ARG_DST, output)
    };
    if (relu && training) {
      positive = arena.allocate(Arena.layout(forward, dnnl_query_workspace_md));
      arguments = PrimitiveArgument.with(arguments, DNNL_ARG_WORKSPACE, positive);
    }
    pass.add(forward, arguments);
    if (training) {
      pass.add(() -> follow(runningMean.values(), mean.values()));
      pass.add(() -> follow(runningVariance.values(), variance.values()));
    }
    return new NodeValue(output, extents);
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
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description =
        new Kernels(arena)
            .any(
                DataType.of(source.layout()),
                (planned, type) ->
                    dnnl_batch_normalization_backward_primitive_desc_create(
                        planned,
                        arena.engine(),
                        dnnl_backward,
                        source.layout(),
                        source.layout(),
                        source.layout(),
                        (float) layer.epsilon(),
                        flags(0),
                        forward,
                        arena.attributes()),
                gradientTrial(),
                "the gradient of the normalisation '" + node + "'");
    MemoryBlock result = arena.allocate(source.layout());
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(DNNL_ARG_SRC, source),
      PrimitiveArgument.of(DNNL_ARG_MEAN, mean),
      PrimitiveArgument.of(DNNL_ARG_VARIANCE, variance),
      PrimitiveArgument.of(DNNL_ARG_SCALE, scale),
      PrimitiveArgument.of(DNNL_ARG_DIFF_DST, pass.reorder(gradient, source.layout())),
      PrimitiveArgument.of(DNNL_ARG_DIFF_SRC, result),
      PrimitiveArgument.of(
          DNNL_ARG_DIFF_SCALE, parameters.gradient(arena, node, "scale", channels)),
      PrimitiveArgument.of(DNNL_ARG_DIFF_SHIFT, parameters.gradient(arena, node, "shift", channels))
    };
    pass.add(
        description,
        relu ? PrimitiveArgument.with(arguments, DNNL_ARG_WORKSPACE, positive) : arguments);
    return List.of(result);
  }

  private NormalisationSpec computation(Kind kind) {
    return new NormalisationSpec(
        kind,
        Math.toIntExact(extents[0]),
        Math.toIntExact(channels),
        Math.toIntExact(Arrays.stream(extents, 2, extents.length).reduce(1, (a, b) -> a * b)),
        layer.epsilon(),
        relu);
  }

  /** What a forward pass reads, but for mean and variance. */
  private List<Array> given() {
    return List.of(
        Array.read(ArrayRole.IMAGE, DNNL_ARG_SRC, extents),
        Array.read(ArrayRole.SCALE, DNNL_ARG_SCALE, channels),
        Array.read(ArrayRole.SHIFT, DNNL_ARG_SHIFT, channels));
  }

  private Array statistic(ArrayRole role, int argument, boolean written) {
    return new Array(role, argument, written, View.plain(channels));
  }

  private PrimitiveTrial forwardTrial(boolean training) {
    List<Array> arrays = new ArrayList<>(given());
    arrays.add(statistic(ArrayRole.MEAN, DNNL_ARG_MEAN, training));
    arrays.add(statistic(ArrayRole.VARIANCE, DNNL_ARG_VARIANCE, training));
    arrays.add(Array.written(ArrayRole.OUTPUT, DNNL_ARG_DST, extents));
    NormalisationSpec normalisation = computation(training ? Kind.TRAINING : Kind.INFERENCE);
    return new PrimitiveTrial(
        normalisation,
        () -> new NormalisationCase(normalisation),
        mode,
        arrays,
        relu && training ? List.of(DNNL_ARG_WORKSPACE) : List.of(),
        Optional.empty());
  }

  private PrimitiveTrial gradientTrial() {
    List<Integer> written =
        new ArrayList<>(List.of(DNNL_ARG_MEAN, DNNL_ARG_VARIANCE, DNNL_ARG_DST));
    if (relu) {
      written.add(DNNL_ARG_WORKSPACE);
    }
    NormalisationSpec gradient = computation(Kind.GRADIENT);
    return new PrimitiveTrial(
        gradient,
        () -> new NormalisationCase(gradient),
        mode,
        List.of(
            Array.read(ArrayRole.IMAGE, DNNL_ARG_SRC, extents),
            statistic(ArrayRole.MEAN, DNNL_ARG_MEAN, false),
            statistic(ArrayRole.VARIANCE, DNNL_ARG_VARIANCE, false),
            Array.read(ArrayRole.SCALE, DNNL_ARG_SCALE, channels),
            Array.read(ArrayRole.OUTPUT_GRADIENT, DNNL_ARG_DIFF_DST, extents),
            Array.written(ArrayRole.IMAGE_GRADIENT, DNNL_ARG_DIFF_SRC, extents),
            Array.written(ArrayRole.SCALE_GRADIENT, DNNL_ARG_DIFF_SCALE, channels),
            Array.written(ArrayRole.SHIFT_GRADIENT, DNNL_ARG_DIFF_SHIFT, channels)),
        List.of(),
        Optional.of(new Before(forward, given(), written)));
  }
}
