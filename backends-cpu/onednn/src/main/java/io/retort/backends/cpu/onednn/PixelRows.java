package io.retort.backends.cpu.onednn;

import java.util.List;

/**
 * In inference, reads images as rows of pixels, each with all its channels. Nothing is copied where
 * a convolution has already put the channels innermost.
 */
final class PixelRows implements Operator {
  private final long[] outputExtents;

  PixelRows(long[] outputExtents) {
    this.outputExtents = outputExtents.clone();
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    NodeValue images = inputs.get(0);
    Arena arena = pass.arena();
    MemoryBlock pixels =
        images.in(
            pass, ImageOrder.CHANNELS_INNERMOST.layout(arena, images.type(), images.extents()));
    return new NodeValue(
        arena.wrap(arena.plain(images.type(), outputExtents), pixels.storage()), outputExtents);
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    throw new IllegalStateException("Inference has no backward pass");
  }
}
