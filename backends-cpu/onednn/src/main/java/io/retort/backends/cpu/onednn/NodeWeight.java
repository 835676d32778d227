package io.retort.backends.cpu.onednn;

import io.retort.core.network.Layer;
import java.util.Arrays;

/** The weight of a node, or as much of it as is used: the part of a kernel that meets the image. */
final class NodeWeight {
  private final Parameters parameters;
  private final String node;
  private final long[] whole;
  private final long[] offsets;
  private final long[] used;
  private final long[] extents;

  private NodeWeight(
      Parameters parameters,
      String node,
      long[] whole,
      long[] offsets,
      long[] used,
      long[] extents) {
    this.parameters = parameters;
    this.node = node;
    this.whole = whole;
    this.offsets = offsets;
    this.used = used;
    this.extents = extents;
  }

  /** All of a weight, under extents that oneDNN wants to see. */
  static NodeWeight whole(Parameters parameters, String node, long... extents) {
    return new NodeWeight(parameters, node, extents, new long[extents.length], extents, extents);
  }

  /** The kernel of a convolution, {@code [(groups,) filters, channels, height, width]}. */
  static NodeWeight of(
      Parameters parameters,
      String node,
      Layer.Conv2d layer,
      int channels,
      WindowGeometry geometry) {
    int groups = layer.groups();
    long[] whole = {
      groups,
      layer.filters() / groups,
      channels / groups,
      layer.kernel().height(),
      layer.kernel().width()
    };
    long[] offsets = {0, 0, 0, geometry.rows().firstTap(), geometry.columns().firstTap()};
    long[] used = whole.clone();
    used[3] = geometry.rows().taps();
    used[4] = geometry.columns().taps();
    int from = groups == 1 ? 1 : 0;
    used = Arrays.copyOfRange(used, from, 5);
    return new NodeWeight(
        parameters,
        node,
        Arrays.copyOfRange(whole, from, 5),
        Arrays.copyOfRange(offsets, from, 5),
        used,
        used);
  }

  /** The same as a matrix with a row for each filter. */
  NodeWeight rows() {
    long columns = used[1] * used[2] * used[3];
    return new NodeWeight(parameters, node, whole, offsets, used, new long[] {used[0], columns});
  }

  long[] extents() {
    return extents.clone();
  }

  private boolean isWhole() {
    return Arrays.equals(whole, used);
  }

  NodeValue value(NetworkPass pass) {
    return isWhole()
        ? parameters.value(pass, node, "weight", extents)
        : parameters.derived(
            pass, node + ".weight, part" + Arrays.toString(extents), this::usedPart);
  }

  private NodeValue usedPart(NetworkPass pass) {
    MemoryBlock all = parameters.value(pass, node, "weight", whole).block();
    NodeValue part = new NodeValue(part(pass.arena(), all), used);
    return extents == used ? part : new NodeValue(part.plain(pass, DataType.F32, extents), extents);
  }

  private MemoryBlock part(Arena arena, MemoryBlock all) {
    return arena.wrap(arena.part(all.layout(), used, offsets), all.storage());
  }

  /** Row-major memory for the gradient, to be followed by {@link #store}. */
  MemoryBlock gradient(Arena arena) {
    return isWhole()
        ? parameters.gradient(arena, node, "weight", extents)
        : arena.allocate(arena.plain(extents));
  }

  /** Adds what brings a gradient to the vector of gradients; what is not used has 0. */
  void store(NetworkPass pass, MemoryBlock gradient) {
    if (isWhole()) {
      return;
    }
    Arena arena = pass.arena();
    MemoryBlock all = parameters.gradient(arena, node, "weight", whole);
    pass.add(() -> Zeros.fill(all.values()));
    pass.copy(arena.wrap(arena.plain(used), gradient.storage()), part(arena, all));
  }
}
