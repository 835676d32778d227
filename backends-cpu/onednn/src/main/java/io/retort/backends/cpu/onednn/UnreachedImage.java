package io.retort.backends.cpu.onednn;

import io.retort.core.tensor.Shape;
import java.util.List;

/** What windows see that lie in the padding, all of them: zeros, whatever the image is. */
final class UnreachedImage implements Operator {
  private final long[] inputExtents;
  private final long[] outputExtents;

  UnreachedImage(WindowGeometry geometry, Shape image, int batch) {
    this.inputExtents = Extents.of(image, batch);
    this.outputExtents = Extents.of(geometry.kept(image), batch);
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    return new NodeValue(arena.allocate(arena.plain(outputExtents)), outputExtents);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    return List.of(arena.allocate(arena.plain(inputExtents)));
  }
}
