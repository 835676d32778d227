package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_backward_weights_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_inner_product_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** {@link Layer.Dense} as an inner product over rows: samples, or steps of all samples. */
final class DenseOperator implements Operator {
  private final Layer.Dense layer;
  private final String node;
  private final Parameters parameters;
  private final Mode mode;
  private final long[] outputExtents;
  private final long rows;
  private final long inputs;
  private final Eltwise activation;
  private dnnl_primitive_desc forward;
  private Value weight;
  private Block source;
  private Block kept;

  DenseOperator(
      Layer.Dense layer, String node, Parameters parameters, Mode mode, Shape input, int batch) {
    this.layer = layer;
    this.node = node;
    this.parameters = parameters;
    this.mode = mode;
    this.inputs = input.extent(-1);
    this.rows = batch * (input.elements() / inputs);
    this.outputExtents =
        input.rank() == 1
            ? new long[] {batch, layer.units()}
            : new long[] {batch, input.extent(0), layer.units()};
    this.activation = new Eltwise(layer.activation());
  }

  @Override
  public Value forward(Pass pass, List<Value> values) {
    Arena arena = pass.arena();
    boolean fused = activation.fusable(mode);
    weight = parameters.value(arena, node, "weight", layer.units(), inputs);
    source = values.get(0).plain(pass, rows, inputs);
    Block output = arena.allocate(arena.plain(rows, layer.units()));
    forward = new dnnl_primitive_desc();
    arena.own(
        dnnl_inner_product_forward_primitive_desc_create(
            forward,
            arena.engine(),
            mode == Mode.TRAINING ? dnnl_forward_training : dnnl_forward_inference,
            source.layout(),
            arena.any(layer.units(), inputs),
            layer.bias() ? arena.plain(layer.units()) : null,
            output.layout(),
            fused ? arena.attributes(activation) : arena.attributes()),
        forward,
        "the product of '" + node + "'");
    Argument[] arguments = {
      Argument.of(DNNL_ARG_SRC, source),
      Argument.of(DNNL_ARG_WEIGHTS, weight.in(pass, Arena.layout(forward, dnnl_query_weights_md))),
      Argument.of(DNNL_ARG_DST, output)
    };
    if (layer.bias()) {
      Block bias = parameters.value(arena, node, "bias", layer.units()).block();
      pass.add(forward, Argument.with(arguments, DNNL_ARG_BIAS, bias));
    } else {
      pass.add(forward, arguments);
    }
    kept = output;
    if (!fused) {
      output = activation.forward(pass, mode, output);
    }
    return new Value(arena.wrap(arena.plain(outputExtents), output.storage()), outputExtents);
  }

  @Override
  public List<Block> backward(Pass pass, Block gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    Block plain = pass.reorder(gradient, arena.plain(outputExtents));
    Block rowGradient = arena.wrap(arena.plain(rows, layer.units()), plain.storage());
    Block difference = activation.backward(pass, kept, rowGradient);
    weights(pass, difference);
    return wanted[0] ? List.of(data(pass, difference)) : List.of();
  }

  private void weights(Pass pass, Block difference) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    arena.own(
        dnnl_inner_product_backward_weights_primitive_desc_create(
            description,
            arena.engine(),
            source.layout(),
            arena.any(layer.units(), inputs),
            layer.bias() ? arena.plain(layer.units()) : null,
            difference.layout(),
            forward,
            arena.attributes()),
        description,
        "the weight gradient of '" + node + "'");
    Block target = parameters.gradient(arena, node, "weight", layer.units(), inputs);
    dnnl_memory_desc liked = Arena.layout(description, dnnl_query_diff_weights_md);
    boolean inPlace = target.has(liked);
    Block result = inPlace ? target : arena.allocate(liked);
    Argument[] arguments = {
      Argument.of(DNNL_ARG_SRC, source),
      Argument.of(DNNL_ARG_DIFF_DST, difference),
      Argument.of(DNNL_ARG_DIFF_WEIGHTS, result)
    };
    if (layer.bias()) {
      Block bias = parameters.gradient(arena, node, "bias", layer.units());
      arguments = Argument.with(arguments, DNNL_ARG_DIFF_BIAS, bias);
    }
    pass.add(description, arguments);
    if (!inPlace) {
      pass.copy(result, target);
    }
  }

  private Block data(Pass pass, Block difference) {
    Arena arena = pass.arena();
    Block result = arena.allocate(source.layout());
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    arena.own(
        dnnl_inner_product_backward_data_primitive_desc_create(
            description,
            arena.engine(),
            result.layout(),
            arena.any(layer.units(), inputs),
            difference.layout(),
            forward,
            arena.attributes()),
        description,
        "the input gradient of '" + node + "'");
    pass.add(
        description,
        Argument.of(DNNL_ARG_DIFF_DST, difference),
        Argument.of(
            DNNL_ARG_WEIGHTS, weight.in(pass, Arena.layout(description, dnnl_query_weights_md))),
        Argument.of(DNNL_ARG_DIFF_SRC, result));
    return arena.wrap(arena.plain(inputExtents()), result.storage());
  }

  private long[] inputExtents() {
    long[] extents = outputExtents.clone();
    extents[extents.length - 1] = inputs;
    return extents;
  }
}
