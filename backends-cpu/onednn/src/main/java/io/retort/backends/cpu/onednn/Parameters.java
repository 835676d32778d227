package io.retort.backends.cpu.onednn;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.HostVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The vectors of a network, from which operators take the arrays of their nodes. */
final class Parameters implements AutoCloseable {
  private final NetworkPlan plan;
  private final HostVector values;
  private final HostVector buffers;
  private final Optional<PreparedWeights> prepared;
  private final List<Parameters> parts = new ArrayList<>();
  private HostVector gradients;

  private Parameters(
      NetworkPlan plan, HostVector values, HostVector buffers, Optional<PreparedWeights> prepared) {
    this.plan = plan;
    this.values = values;
    this.buffers = buffers;
    this.prepared = prepared;
  }

  /** Parameters of 0, to be trained. */
  static Parameters trained(NetworkPlan plan, Engine engine) {
    return new Parameters(plan, values(plan, engine), buffers(plan), Optional.empty());
  }

  /** The weights of a network that is not trained any more. */
  static Parameters frozen(SavedNetwork network, Engine engine) {
    NetworkPlan plan = network.plan();
    HostVector values = values(plan, engine);
    HostVector buffers = buffers(plan);
    network.weights().write(plan, values, buffers);
    return new Parameters(plan, values, buffers, Optional.of(new PreparedWeights(engine)));
  }

  private static HostVector values(NetworkPlan plan, Engine engine) {
    return HostVector.allocate(plan.parameters().length(), engine.workers());
  }

  private static HostVector buffers(NetworkPlan plan) {
    return HostVector.allocate(plan.buffers().length());
  }

  /**
   * The vectors that a part of a batch works with.
   *
   * @param index the part; the first one works with these vectors themselves
   * @return the same values and buffers, and gradients that no other part writes
   */
  Parameters part(int index) {
    while (parts.size() < index) {
      parts.add(new Parameters(plan, values, buffers, prepared));
    }
    return index == 0 ? this : parts.get(index - 1);
  }

  HostVector values() {
    return values;
  }

  /** As many as there are parameters; allocated when they are first asked for. */
  HostVector gradients() {
    if (gradients == null) {
      gradients = values.like();
    }
    return gradients;
  }

  HostVector buffers() {
    return buffers;
  }

  /** An array of a node, such as {@code weight}, under extents that oneDNN wants to see. */
  NodeValue value(NetworkPass pass, String node, String array, long... extents) {
    return derived(
        pass,
        node + "." + array + Arrays.toString(extents),
        making ->
            new NodeValue(
                block(making.arena(), plan.parameters(), values, node, array, extents), extents));
  }

  /**
   * What follows from parameters.
   *
   * @param pass computes it whenever it runs, unless the parameters do not change
   * @param name tells it from all others
   * @param making adds what computes it to a pass
   */
  NodeValue derived(NetworkPass pass, String name, Function<NetworkPass, NodeValue> making) {
    return prepared
        .map(weights -> weights.value(pass, name, making))
        .orElseGet(() -> making.apply(pass));
  }

  /** Where the gradient of an array goes. */
  MemoryBlock gradient(Arena arena, String node, String array, long... extents) {
    return block(arena, plan.parameters(), gradients(), node, array, extents);
  }

  /** A running statistic. */
  MemoryBlock buffer(Arena arena, String node, String array, long... extents) {
    return block(arena, plan.buffers(), buffers, node, array, extents);
  }

  private static MemoryBlock block(
      Arena arena,
      ParameterLayout layout,
      HostVector vector,
      String node,
      String array,
      long... extents) {
    ParameterSlice slice = layout.slice(node + "." + array);
    return arena.wrap(
        arena.plain(extents),
        Storage.of(vector.values().slice(slice.offset(), slice.shape().elements())));
  }

  @Override
  public void close() {
    prepared.ifPresent(PreparedWeights::close);
    parts.forEach(Parameters::closeGradients);
    closeGradients();
    values.close();
    buffers.close();
  }

  private void closeGradients() {
    if (gradients != null) {
      gradients.close();
    }
  }
}
