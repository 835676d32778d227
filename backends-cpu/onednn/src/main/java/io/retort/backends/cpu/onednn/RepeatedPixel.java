package io.retort.backends.cpu.onednn;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Upsampling of images of one pixel. Such images lie with channels outermost and innermost at the
 * same time, and oneDNN takes the one for the other.
 */
final class RepeatedPixel implements Operator {
  private final long[] inputExtents;
  private final long[] outputExtents;
  private final int planes;
  private final int pixels;

  /** From {@code [batch, channels, 1, 1]} to {@code [batch, channels, height, width]}. */
  RepeatedPixel(long... outputExtents) {
    this.outputExtents = outputExtents.clone();
    this.inputExtents = new long[] {outputExtents[0], outputExtents[1], 1, 1};
    this.planes = Math.toIntExact(outputExtents[0] * outputExtents[1]);
    this.pixels = Math.toIntExact(outputExtents[2] * outputExtents[3]);
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    Arena arena = pass.arena();
    MemoryBlock source = inputs.get(0).in(pass, arena.plain(inputExtents));
    MemoryBlock output = arena.allocate(arena.plain(outputExtents));
    pass.add(() -> repeat(source.values(), output.values()));
    return new NodeValue(output, outputExtents);
  }

  private void repeat(FloatBuffer from, FloatBuffer to) {
    for (int i = 0; i < planes * pixels; i++) {
      to.put(i, from.get(i / pixels));
    }
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    Arena arena = pass.arena();
    MemoryBlock given = pass.reorder(gradient, arena.plain(outputExtents));
    MemoryBlock result = arena.allocate(arena.plain(inputExtents));
    pass.add(() -> sum(given.values(), result.values()));
    return List.of(result);
  }

  private void sum(FloatBuffer from, FloatBuffer to) {
    for (int plane = 0; plane < planes; plane++) {
      float sum = 0;
      for (int pixel = 0; pixel < pixels; pixel++) {
        sum += from.get(plane * pixels + pixel);
      }
      to.put(plane, sum);
    }
  }
}
