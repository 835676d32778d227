package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * {@link Layer.Dense} in training, as an inner product over rows: samples, or steps of all samples.
 */
final class DenseTraining implements Operator {
  private final Layer.Dense layer;
  private final String node;
  private final Parameters parameters;
  private final NodeWeight weights;
  private final long[] inputExtents;
  private final long[] outputExtents;
  private final InnerProduct product;
  private final Eltwise activation;
  private final boolean last;
  private final boolean derivedLater;
  private dnnl_primitive_desc forward;
  private NodeValue weight;
  private NodeValue input;
  private MemoryBlock kept;

  /**
   * A multiplication of vectors or steps by a weight.
   *
   * @param weights {@code [units, inputs]}
   * @param last whether the output is of 32 bits, as what leaves a network is
   * @param derivedLater whether the gradients that come in are those before the activation
   */
  DenseTraining(
      Layer.Dense layer,
      String node,
      Parameters parameters,
      NodeWeight weights,
      Shape input,
      Shape output,
      int batch,
      DataType type,
      boolean last,
      boolean derivedLater) {
    this.layer = layer;
    this.node = node;
    this.parameters = parameters;
    this.weights = weights;
    long inputs = weights.extents()[1];
    long rows = batch * (input.elements() / inputs);
    this.product =
        new InnerProduct("'" + node + "'", rows, inputs, layer.units(), layer.bias(), type);
    this.inputExtents = Extents.of(input, batch);
    this.outputExtents = Extents.of(output, batch);
    this.last = last;
    this.derivedLater = derivedLater;
    this.activation = new Eltwise(layer.activation());
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> values) {
    Arena arena = pass.arena();
    boolean fused = activation.fusable(Mode.TRAINING);
    input = values.get(0);
    weight = weights.value(pass);
    forward =
        product.planForward(
            arena,
            fused ? activation : Eltwise.IDENTITY,
            last ? Optional.of(DataType.F32) : Optional.empty());
    MemoryBlock output = arena.allocate(Arena.layout(forward, dnnl_query_dst_md));
    PrimitiveArgument[] arguments = {
      PrimitiveArgument.of(DNNL_ARG_SRC, product.source(pass, input, forward)),
      PrimitiveArgument.of(
          DNNL_ARG_WEIGHTS, weight.in(pass, Arena.layout(forward, dnnl_query_weights_md))),
      PrimitiveArgument.of(DNNL_ARG_DST, output)
    };
    if (layer.bias()) {
      MemoryBlock bias = parameters.value(pass, node, "bias", layer.units()).block();
      pass.add(forward, PrimitiveArgument.with(arguments, DNNL_ARG_BIAS, bias));
    } else {
      pass.add(forward, arguments);
    }
    kept = output;
    if (!fused) {
      output = activation.forward(pass, Mode.TRAINING, output);
    }
    DataType given = DataType.of(output.layout());
    return new NodeValue(
        arena.wrap(arena.plain(given, outputExtents), output.storage()), outputExtents);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    DataType given = DataType.of(kept.layout());
    MemoryBlock plain = pass.reorder(gradient, arena.plain(given, outputExtents));
    MemoryBlock rowGradient = arena.wrap(kept.layout(), plain.storage());
    MemoryBlock before = derivedLater ? rowGradient : activation.backward(pass, kept, rowGradient);
    NodeValue difference = new NodeValue(before, product.rows(), product.outputs());
    MemoryBlock target = weights.gradient(arena);
    product.backwardWeights(
        pass,
        forward,
        input,
        difference,
        target,
        layer.bias()
            ? Optional.of(parameters.gradient(arena, node, "bias", layer.units()))
            : Optional.empty());
    weights.store(pass, target);
    return wanted[0] ? List.of(data(pass, difference)) : List.of();
  }

  private MemoryBlock data(NetworkPass pass, NodeValue difference) {
    MemoryBlock rows = product.backwardData(pass, forward, weight, difference);
    Arena arena = pass.arena();
    return arena.wrap(arena.plain(DataType.of(rows.layout()), inputExtents), rows.storage());
  }
}
