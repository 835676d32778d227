package io.retort.backends.cpu.onednn;

import io.retort.core.network.DropoutMask;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Supplier;

/** Dropout in training, in row-major order, which its mask is defined for. */
final class DropoutOperator implements Operator {
  private final Supplier<DropoutMask> masks;
  private final int samplesBefore;
  private MemoryBlock factors;
  private long[] extents;

  /**
   * Dropout of some of a batch's samples.
   *
   * @param masks asked for once in each forward pass
   * @param samplesBefore how many of the batch are before the first of them
   */
  DropoutOperator(Supplier<DropoutMask> masks, int samplesBefore) {
    this.masks = masks;
    this.samplesBefore = samplesBefore;
  }

  @Override
  public NodeValue forward(NetworkPass pass, List<NodeValue> inputs) {
    extents = inputs.get(0).extents();
    MemoryBlock source = inputs.get(0).plain(pass, DataType.F32);
    MemoryBlock output = pass.arena().allocate(pass.arena().plain(extents));
    factors = pass.arena().allocate(pass.arena().plain(extents));
    pass.add(
        () -> {
          draw(masks.get(), factors.values());
          multiply(source.values(), factors.values(), output.values());
        });
    return new NodeValue(output, extents);
  }

  private void draw(DropoutMask mask, FloatBuffer factors) {
    int before = samplesBefore * (factors.capacity() / (int) extents[0]);
    for (int i = 0; i < factors.capacity(); i++) {
      factors.put(i, mask.factor(before + i));
    }
  }

  private static void multiply(FloatBuffer x, FloatBuffer factors, FloatBuffer y) {
    for (int i = 0; i < factors.capacity(); i++) {
      y.put(i, x.get(i) * factors.get(i));
    }
  }

  @Override
  public List<MemoryBlock> backward(NetworkPass pass, MemoryBlock gradient, boolean[] wanted) {
    MemoryBlock given = pass.reorder(gradient, pass.arena().plain(extents));
    MemoryBlock result = pass.arena().allocate(pass.arena().plain(extents));
    pass.add(() -> multiply(given.values(), factors.values(), result.values()));
    return List.of(result);
  }
}
