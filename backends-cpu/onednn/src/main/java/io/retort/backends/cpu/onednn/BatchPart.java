package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A network compiled for consecutive samples of a batch and a mode: all of them, or some. */
final class BatchPart implements AutoCloseable {
  private final NetworkPlan plan;
  private final SampleRange samples;
  private final Parameters parameters;
  private final Arena arena;
  private final NetworkPass forward;
  private final Storage input = Storage.borrowed();
  private final Map<String, Operator> operators = new LinkedHashMap<>();
  private final Map<String, NodeValue> values = new HashMap<>();
  private final Map<Set<String>, BackwardPass> backwards = new HashMap<>();

  /**
   * Compiles a network. Masks are given by node and rate, for the step that is being run; the arena
   * is the caller's until this returns.
   */
  BatchPart(
      NetworkPlan plan,
      List<String> taps,
      BiFunction<String, Double, DropoutMask> masks,
      Parameters parameters,
      Arena arena,
      Mode mode,
      SampleRange samples) {
    this.plan = plan;
    this.samples = samples;
    this.parameters = parameters;
    this.arena = arena;
    this.forward = new NetworkPass(arena);
    arena.use();
    DataTypes types = new DataTypes(plan, arena.limits(), samples.count());
    long[] extents = Extents.of(plan.input(), samples.count());
    MemoryBlock given = arena.wrap(arena.plain(extents), input);
    values.put(NetworkDescription.INPUT, new NodeValue(given, extents));
    StepCounts steps = new StepCounts(given, samples.count(), plan.input().extent(0));
    if (plan.isPadded()) {
      forward.add(steps::read);
    }
    Operators kinds = new Operators(plan, taps, parameters, masks, types, mode, samples, steps);
    Set<String> needed = plan.description().ancestors(taps);
    for (Node node : plan.description().nodes()) {
      if (needed.contains(node.name())) {
        Operator operator = kinds.of(node);
        operators.put(node.name(), operator);
        values.put(
            node.name(),
            operator.forward(forward, kinds.inputs(node).stream().map(values::get).toList()));
      }
    }
  }

  /** The rows of a batch's tensor that belong to this part. */
  Tensor rowsOf(Tensor batch) {
    return batch.rows(samples.first(), samples.count());
  }

  /** A tap's output as a tensor: a view of the value if it is in row-major order, else a copy. */
  Tensor output(String tap) {
    MemoryBlock plain = values.get(tap).plain(forward, DataType.F32);
    if (plain.storage().tensor() == null) {
      // The value is the caller's input under another shape.
      MemoryBlock copy = arena.allocate(plain.layout());
      forward.copy(plain, copy);
      plain = copy;
    }
    return plain.storage().tensor();
  }

  /** Copies a tap's output to a tensor in each forward pass. */
  void copyTo(String tap, Tensor rows) {
    NodeValue value = values.get(tap);
    MemoryBlock target = arena.wrap(arena.plain(value.extents()), Storage.of(rows.values()));
    forward.copy(value.block(), target);
  }

  void forward(Tensor inputs) {
    input.moveTo(inputs);
    forward.run();
  }

  /** Compiles the backward pass from a set of taps, if that was not done before. */
  void prepareBackward(Set<String> taps) {
    if (!backwards.containsKey(taps)) {
      arena.use();
      Set<String> copy = Set.copyOf(taps);
      NetworkPass pass = new NetworkPass(arena, forward);
      backwards.put(
          copy, new BackwardPass(plan, copy, operators, parameters, pass, samples.count()));
    }
  }

  /** Runs the backward pass that was prepared, with a gradient for each tap. */
  void backward(Set<String> taps, Function<String, Tensor> gradients) {
    backwards.get(taps).run(gradients);
  }

  @Override
  public void close() {
    arena.close();
  }
}
