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
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
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
  private final DataType type;
  private final boolean last;
  private dnnl_primitive_desc forward;
  private Value weight;
  private Value input;
  private Block kept;

  /** With {@code last} the output is of 32 bits, as what leaves a network is. */
  DenseOperator(
      Layer.Dense layer,
      String node,
      Parameters parameters,
      Mode mode,
      Shape input,
      int batch,
      DataType type,
      boolean last) {
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
    this.type = type;
    this.last = last;
    this.activation = new Eltwise(layer.activation());
  }

  @Override
  public Value forward(Pass pass, List<Value> values) {
    Arena arena = pass.arena();
    boolean fused = activation.fusable(mode);
    dnnl_primitive_attr attributes = fused ? arena.attributes(activation) : arena.attributes();
    input = values.get(0);
    weight = parameters.value(arena, node, "weight", layer.units(), inputs);
    forward =
        arena.plan(
            type,
            (description, read) ->
                dnnl_inner_product_forward_primitive_desc_create(
                    description,
                    arena.engine(),
                    mode == Mode.TRAINING ? dnnl_forward_training : dnnl_forward_inference,
                    arena.plain(read, rows, inputs),
                    arena.any(read, layer.units(), inputs),
                    layer.bias() ? arena.plain(layer.units()) : null,
                    arena.plain(last ? DataType.F32 : read, rows, layer.units()),
                    attributes),
            "the product of '" + node + "'");
    Block output = arena.allocate(Arena.layout(forward, dnnl_query_dst_md));
    Argument[] arguments = {
      Argument.of(DNNL_ARG_SRC, source(pass, forward)),
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
    DataType given = DataType.of(output.layout());
    return new Value(
        arena.wrap(arena.plain(given, outputExtents), output.storage()), outputExtents);
  }

  /** The rows that a primitive reads. */
  private Block source(Pass pass, dnnl_primitive_desc description) {
    DataType read = DataType.of(Arena.layout(description, dnnl_query_src_md));
    return input.plain(pass, read, rows, inputs);
  }

  @Override
  public List<Block> backward(Pass pass, Block gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    DataType given = DataType.of(kept.layout());
    Block plain = pass.reorder(gradient, arena.plain(given, outputExtents));
    Block rowGradient = arena.wrap(kept.layout(), plain.storage());
    Value difference = new Value(activation.backward(pass, kept, rowGradient), rows, layer.units());
    weights(pass, difference);
    return wanted[0] ? List.of(data(pass, difference)) : List.of();
  }

  private void weights(Pass pass, Value difference) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description =
        arena.plan(
            DataType.of(Arena.layout(forward, dnnl_query_src_md)),
            (planned, read) ->
                dnnl_inner_product_backward_weights_primitive_desc_create(
                    planned,
                    arena.engine(),
                    arena.plain(read, rows, inputs),
                    arena.any(DataType.F32, layer.units(), inputs),
                    layer.bias() ? arena.plain(layer.units()) : null,
                    arena.plain(read, rows, layer.units()),
                    forward,
                    arena.attributes()),
            "the weight gradient of '" + node + "'");
    Block target = parameters.gradient(arena, node, "weight", layer.units(), inputs);
    dnnl_memory_desc liked = Arena.layout(description, dnnl_query_diff_weights_md);
    boolean inPlace = target.has(liked);
    Block result = inPlace ? target : arena.allocate(liked);
    Argument[] arguments = {
      Argument.of(DNNL_ARG_SRC, source(pass, description)),
      Argument.of(
          DNNL_ARG_DIFF_DST,
          difference.in(pass, Arena.layout(description, dnnl_query_diff_dst_md))),
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

  private Block data(Pass pass, Value difference) {
    Arena arena = pass.arena();
    dnnl_primitive_desc description =
        arena.plan(
            DataType.of(Arena.layout(forward, dnnl_query_src_md)),
            (planned, read) ->
                dnnl_inner_product_backward_data_primitive_desc_create(
                    planned,
                    arena.engine(),
                    arena.plain(read, rows, inputs),
                    arena.any(read, layer.units(), inputs),
                    arena.plain(read, rows, layer.units()),
                    forward,
                    arena.attributes()),
            "the input gradient of '" + node + "'");
    dnnl_memory_desc given = Arena.layout(description, dnnl_query_diff_src_md);
    Block result = arena.allocate(given);
    pass.add(
        description,
        Argument.of(
            DNNL_ARG_DIFF_DST,
            difference.in(pass, Arena.layout(description, dnnl_query_diff_dst_md))),
        Argument.of(
            DNNL_ARG_WEIGHTS, weight.in(pass, Arena.layout(description, dnnl_query_weights_md))),
        Argument.of(DNNL_ARG_DIFF_SRC, result));
    return arena.wrap(arena.plain(DataType.of(given), inputExtents()), result.storage());
  }

  private long[] inputExtents() {
    long[] extents = outputExtents.clone();
    extents[extents.length - 1] = inputs;
    return extents;
  }
}
