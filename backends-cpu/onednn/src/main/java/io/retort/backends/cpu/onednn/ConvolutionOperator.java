package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.retort.core.backend.Mode;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** {@link Layer.Conv2d}, grouped or not, in the layouts that oneDNN chooses. */
final class ConvolutionOperator implements Operator {
  private static final String OF_FEW_CHANNELS = "jit:avx512_core";
  private static final int FEW_CHANNELS = 8;

  private final Layer.Conv2d layer;
  private final String node;
  private final Parameters parameters;
  private final Mode mode;
  private final WindowGeometry window;
  private final NodeWeight weights;
  private final long[] inputExtents;
  private final long[] outputExtents;
  private final boolean adding;
  private final Eltwise activation;
  private final DataType type;
  private final boolean derivedLater;
  private final boolean isFirst;
  private dnnl_primitive_desc forward;
  private dnnl_primitive_desc weightGradient;
  private NodeValue input;
  private NodeValue weight;
  private MemoryBlock kept;

  /**
   * A convolution.
   *
   * @param window as it moves over the input
   * @param adding whether the result is added to a second input, where that lies
   * @param activation the function of the result
   * @param isFirst whether it reads what the network is given
   * @param derivedLater whether the gradients that come in are those before the activation
   */
  ConvolutionOperator(
      Layer.Conv2d layer,
      String node,
      Parameters parameters,
      Mode mode,
      WindowGeometry window,
      Shape input,
      Shape output,
      int batch,
      boolean adding,
      Eltwise activation,
      boolean isFirst,
      boolean derivedLater,
      DataType type) {
    this.layer = layer;
    this.node = node;
    this.parameters = parameters;
    this.mode = mode;
    this.window = window;
    this.weights = NodeWeight.of(parameters, node, layer, input.extent(0), window);
    this.inputExtents = Extents.of(input, batch);
    this.outputExtents = Extents.of(output, batch);
    this.adding = adding;
    this.activation = activation;
    this.isFirst = isFirst;
    this.derivedLater = derivedLater;
    this.type = type;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> values) {
    Arena arena = pass.arena();
    boolean fused = activation.fusable(mode);
    input = values.get(0);
    weight = weights.value(pass);
    forward = plan(arena, fused ? activation : Eltwise.IDENTITY);
    dnnl_memory_desc layout = Arena.layout(forward, dnnl_query_dst_md);
    MemoryBlock output = adding ? values.get(1).in(pass, layout) : arena.allocate(layout);
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(DNNL_ARG_SRC, input.in(pass, Arena.layout(forward, dnnl_query_src_md))),
      PrimitiveArgument.of(
          DNNL_ARG_WEIGHTS, weight.in(pass, Arena.layout(forward, dnnl_query_weights_md))),
      PrimitiveArgument.of(DNNL_ARG_DST, output)
    };
    if (layer.bias()) {
      MemoryBlock bias = parameters.value(pass, node, "bias", layer.filters()).block();
      arguments = PrimitiveArgument.with(arguments, DNNL_ARG_BIAS, bias);
    }
    pass.add(forward, arguments);
    kept = output;
    MemoryBlock result = fused ? output : activation.forward(pass, mode, output);
    if (mode == Mode.TRAINING) {
      weightGradient = planWeights(arena);
      if (isFirst && (derivedLater || activation.isIdentity())) {
        // Nothing but this primitive reads the gradient.
        DataType read = DataType.of(Arena.layout(weightGradient, dnnl_query_diff_dst_md));
        return new NodeValue(result, read, outputExtents);
      }
    }
    return new NodeValue(result, outputExtents);
  }

  private dnnl_primitive_desc plan(Arena arena, Eltwise applied) {
    dnnl_primitive_attr attributes = adding ? applied.adding(arena) : applied.attributes(arena);
    PrimitiveTrial trial = trial(ConvolutionDirection.FORWARD, adding, applied.function());
    String what = "the convolution of '" + node + "'";
    Kernels kernels = new Kernels(arena);
    Optional<dnnl_primitive_desc> ofFewChannels =
        prefersFewChannels()
            ? kernels.named(
                OF_FEW_CHANNELS,
                type,
                planner(arena, attributes, ImageOrder.CHANNELS_INNERMOST::layout),
                trial,
                what)
            : Optional.empty();
    return ofFewChannels.orElseGet(
        () -> kernels.fastest(type, planner(arena, attributes, Arena::any), trial, what));
  }

  /**
   * Whether there is a better kernel than the one that oneDNN chooses. With AVX-512 that is one
   * around matrix multiplications, which for few channels are small: in inference, the kernel from
   * before these takes 0.4 to 0.7 of the time for one channel, 0.7 to 0.9 for three, 0.7 to 1 for
   * eight and as long for more. In training the backward pass has to have the same layouts.
   */
  private boolean prefersFewChannels() {
    return mode == Mode.INFERENCE
        && type == DataType.F32
        && layer.groups() == 1
        && inputExtents[1] <= FEW_CHANNELS
        && window.rows().taps() * window.columns().taps() > 1;
  }

  /** The layout of images. */
  @FunctionalInterface
  private interface ImageLayout {
    dnnl_memory_desc of(Arena arena, DataType type, long... extents);
  }

  private Kernels.Planner planner(Arena arena, dnnl_primitive_attr attributes, ImageLayout images) {
    return (description, read) ->
        dnnl_convolution_forward_primitive_desc_create(
            description,
            arena.engine(),
            mode == Mode.TRAINING ? dnnl_forward_training : dnnl_forward_inference,
            dnnl_convolution_direct,
            images.of(arena, read, inputExtents),
            arena.any(read, weights.extents()),
            bias(arena),
            images.of(arena, read, outputExtents),
            window.strides(),
            window.dilates(),
            window.before(),
            window.after(),
            attributes);
  }

  private PrimitiveTrial trial(
      ConvolutionDirection direction, boolean adding, ActivationFunction function) {
    ConvolutionSpec convolution =
        new ConvolutionSpec(
            direction,
            Math.toIntExact(inputExtents[0]),
            Math.toIntExact(inputExtents[1]),
            layer.filters(),
            layer.groups(),
            window.rows(),
            window.columns(),
            layer.bias(),
            adding,
            function);
    return PrimitiveTrial.of(convolution, mode, inputExtents, weights.extents(), outputExtents);
  }

  private dnnl_memory_desc bias(Arena arena) {
    return layer.bias() ? arena.plain(layer.filters()) : null;
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    MemoryBlock difference = derivedLater ? gradient : activation.backward(pass, kept, gradient);
    NodeValue differences = new NodeValue(difference, outputExtents);
    weights(pass, differences);
    return wanted[0] ? List.of(data(pass, differences)) : List.of();
  }

  private dnnl_primitive_desc planWeights(Arena arena) {
    return new Kernels(arena)
        .fastest(
            DataType.of(kept.layout()),
            (planned, read) ->
                dnnl_convolution_backward_weights_primitive_desc_create(
                    planned,
                    arena.engine(),
                    dnnl_convolution_direct,
                    arena.any(read, inputExtents),
                    arena.any(DataType.F32, weights.extents()),
                    bias(arena),
                    arena.any(read, outputExtents),
                    window.strides(),
                    window.dilates(),
                    window.before(),
                    window.after(),
                    forward,
                    arena.attributes()),
            trial(ConvolutionDirection.WEIGHTS, false, ActivationFunction.LINEAR),
            "the weight gradient of '" + node + "'");
  }

  private void weights(NetworkPass pass, NodeValue difference) {
    Arena arena = pass.arena();
    MemoryBlock target = weights.gradient(arena);
    dnnl_memory_desc liked = Arena.layout(weightGradient, dnnl_query_diff_weights_md);
    boolean inPlace = target.has(liked);
    MemoryBlock result = inPlace ? target : arena.allocate(liked);
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(
          DNNL_ARG_SRC, input.in(pass, Arena.layout(weightGradient, dnnl_query_src_md))),
      PrimitiveArgument.of(
          DNNL_ARG_DIFF_DST,
          difference.in(pass, Arena.layout(weightGradient, dnnl_query_diff_dst_md))),
      PrimitiveArgument.of(DNNL_ARG_DIFF_WEIGHTS, result)
    };
    if (layer.bias()) {
      MemoryBlock bias = parameters.gradient(arena, node, "bias", layer.filters());
      arguments = PrimitiveArgument.with(arguments, DNNL_ARG_DIFF_BIAS, bias);
    }
    pass.add(weightGradient, arguments);
    if (!inPlace) {
      pass.copy(result, target);
    }
    weights.store(pass, target);
  }

  private MemoryBlock data(NetworkPass pass, NodeValue difference) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description =
        inForwardLayouts(arena)
            .orElseGet(
                () ->
                    new Kernels(arena)
                        .fastest(
                            DataType.of(kept.layout()),
                            (planned, read) ->
                                planData(
                                    planned,
                                    arena,
                                    arena.any(read, inputExtents),
                                    arena.any(read, weights.extents()),
                                    arena.any(read, outputExtents)),
                            trial(ConvolutionDirection.DATA, false, ActivationFunction.LINEAR),
                            "the input gradient of '" + node + "'"));
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

  /**
   * With strides oneDNN would choose channels innermost: a kernel that takes 1.5 to 2.5 times as
   * long as the one for the layouts of the forward pass, with changes of layout before and after.
   */
  private Optional<dnnl_primitive_desc> inForwardLayouts(Arena arena) {
    dnnl_memory_desc source = Arena.layout(forward, dnnl_query_src_md);
    return window.isStrided()
        ? new Kernels(arena)
            .madeFor(
                DataType.of(source),
                (planned, read) ->
                    planData(
                        planned,
                        arena,
                        source,
                        arena.any(read, weights.extents()),
                        Arena.layout(forward, dnnl_query_dst_md)),
                trial(ConvolutionDirection.DATA, false, ActivationFunction.LINEAR),
                "the input gradient of '" + node + "'")
        : Optional.empty();
  }

  private int planData(
      dnnl_primitive_desc planned,
      Arena arena,
      dnnl_memory_desc source,
      dnnl_memory_desc weight,
      dnnl_memory_desc output) {
    return dnnl_convolution_backward_data_primitive_desc_create(
        planned,
        arena.engine(),
        dnnl_convolution_direct,
        source,
        weight,
        output,
        window.strides(),
        window.dilates(),
        window.before(),
        window.after(),
        forward,
        arena.attributes());
  }
}
