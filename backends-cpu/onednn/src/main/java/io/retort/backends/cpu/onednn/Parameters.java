package io.retort.backends.cpu.onednn;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.HostVector;
import java.util.ArrayList;
import java.util.List;

/** The vectors of a network, from which operators take the arrays of their nodes. */
final class Parameters implements AutoCloseable {
  private final NetworkPlan plan;
  private final HostVector values;
  private final HostVector gradients;
  private final HostVector buffers;
  private final List<Parameters> parts = new ArrayList<>();

  Parameters(NetworkPlan plan, HostThreads threads) {
    this.plan = plan;
    this.values = HostVector.allocate(plan.parameters().length(), threads);
    this.gradients = HostVector.allocate(plan.parameters().length(), threads);
    this.buffers = HostVector.allocate(plan.buffers().length());
  }

  /** Other gradients for the same parameters. */
  private Parameters(Parameters whole) {
    this.plan = whole.plan;
    this.values = whole.values;
    this.gradients = whole.gradients.like();
    this.buffers = whole.buffers;
  }

  /**
   * The vectors that a part of a batch works with.
   *
   * @param index the part; the first one works with these vectors themselves
   * @return the same values and buffers, and gradients that no other part writes
   */
  Parameters part(int index) {
    while (parts.size() < index) {
      parts.add(new Parameters(this));
    }
    return index == 0 ? this : parts.get(index - 1);
  }

  HostVector values() {
    return values;
  }

  HostVector gradients() {
    return gradients;
  }

  HostVector buffers() {
    return buffers;
  }

  /** An array of a node, such as {@code weight}, under extents that oneDNN wants to see. */
  NodeValue value(Arena arena, String node, String array, long... extents) {
    return new NodeValue(block(arena, plan.parameters(), values, node, array, extents), extents);
  }

  /** Where the gradient of an array goes. */
  Block gradient(Arena arena, String node, String array, long... extents) {
    return block(arena, plan.parameters(), gradients, node, array, extents);
  }

  /** A running statistic. */
  Block buffer(Arena arena, String node, String array, long... extents) {
    return block(arena, plan.buffers(), buffers, node, array, extents);
  }

  private static Block block(
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
    parts.forEach(part -> part.gradients.close());
    values.close();
    gradients.close();
    buffers.close();
  }
}
