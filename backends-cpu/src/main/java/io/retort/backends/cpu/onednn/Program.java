package io.retort.backends.cpu.onednn;

import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** A network compiled for one batch size and mode. */
final class Program implements AutoCloseable {
  private final NetworkPlan plan;
  private final int batch;
  private final Parameters parameters;
  private final Arena arena;
  private final Pass forward;
  private final Storage input = Storage.borrowed();
  private final Map<String, Operator> operators = new LinkedHashMap<>();
  private final Map<String, Tensor> outputs = new HashMap<>();
  private final Map<Set<String>, BackwardPass> backwards = new HashMap<>();

  Program(
      NetworkPlan plan,
      List<String> taps,
      CompileOptions options,
      LongSupplier step,
      Parameters parameters,
      Arena arena,
      Mode mode,
      int batch) {
    this.plan = plan;
    this.batch = batch;
    this.parameters = parameters;
    this.arena = arena;
    this.forward = new Pass(arena);
    Operators kinds =
        new Operators(
            plan,
            taps,
            parameters,
            (node, rate) -> DropoutMask.of(options.dropoutSeed(), node, step.getAsLong(), rate),
            new DataTypes(plan, arena.device().leastProducts(), batch),
            mode,
            batch);
    Set<String> needed = plan.description().ancestors(taps);
    Map<String, Value> values = new HashMap<>();
    long[] extents = Extents.of(plan.input(), batch);
    values.put(
        NetworkDescription.INPUT, new Value(arena.wrap(arena.plain(extents), input), extents));
    for (Node node : plan.description().nodes()) {
      if (needed.contains(node.name())) {
        Operator operator = kinds.of(node);
        operators.put(node.name(), operator);
        values.put(
            node.name(),
            operator.forward(forward, node.inputs().stream().map(values::get).toList()));
      }
    }
    taps.forEach(tap -> outputs.put(tap, output(tap, values.get(tap))));
  }

  /** A tap's output as a tensor: a view of the value if it is in row-major order, else a copy. */
  private Tensor output(String tap, Value value) {
    Shape shape = plan.shape(tap).batch(batch);
    Block plain = value.plain(forward, DataType.F32);
    if (plain.storage().tensor() == null) {
      // The value is the caller's input under another shape.
      Block copy = arena.allocate(plain.layout());
      forward.copy(plain, copy);
      plain = copy;
    }
    return plain.storage().tensor().reshape(shape);
  }

  void forward(Tensor inputs) {
    input.moveTo(inputs);
    forward.run();
  }

  Tensor output(String tap) {
    return outputs.get(tap);
  }

  void backward(Map<String, Tensor> gradients) {
    BackwardPass pass = backwards.get(gradients.keySet());
    if (pass == null) {
      Set<String> taps = Set.copyOf(gradients.keySet());
      pass = new BackwardPass(plan, taps, operators, parameters, new Pass(arena, forward), batch);
      backwards.put(taps, pass);
    }
    pass.run(gradients);
  }

  @Override
  public void close() {
    arena.close();
  }
}
