package io.retort.backends.cpu.onednn;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.HostVector;

/** The vectors of a network, from which operators take the arrays of their nodes. */
final class Parameters implements AutoCloseable {
  private final NetworkPlan plan;
  private final HostVector values;
  private final HostVector gradients;
  private final HostVector buffers;

  Parameters(NetworkPlan plan, int threads) {
    this.plan = plan;
    this.values = HostVector.allocate(plan.parameters().length(), threads);
    this.gradients = HostVector.allocate(plan.parameters().length(), threads);
    this.buffers = HostVector.allocate(plan.buffers().length());
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
  Value value(Arena arena, String node, String array, long... extents) {
    return new Value(block(arena, plan.parameters(), values, node, array, extents), extents);
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
    values.close();
    gradients.close();
    buffers.close();
  }
}
