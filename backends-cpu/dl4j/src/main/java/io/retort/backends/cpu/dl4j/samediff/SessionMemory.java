package io.retort.backends.cpu.dl4j.samediff;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Frees all arrays of one evaluation together. SameDiff's own managers keep them for later, one
 * heap of them for each thread, or leave them to the garbage collector, which does not see how much
 * memory tiny objects stand for.
 */
final class SessionMemory extends AbstractMemoryMgr {
  private final List<INDArray> arrays = new ArrayList<>();

  @Override
  public INDArray allocate(boolean detached, DataType type, long... shape) {
    return remember(Nd4j.createUninitializedDetached(type, shape));
  }

  @Override
  public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
    INDArray array =
        descriptor.isEmpty()
            ? Nd4j.create(descriptor)
            : Nd4j.createUninitializedDetached(descriptor.dataType(), descriptor.getShape());
    return remember(array);
  }

  private INDArray remember(INDArray array) {
    arrays.add(array);
    return array;
  }

  /** The next operation may still read what an earlier one no longer needs. */
  @Override
  public void release(INDArray array) {}

  /** Frees all that was allocated since the last call. */
  @Override
  public void close() {
    for (INDArray array : arrays) {
      if (array.closeable()) {
        array.close();
      }
    }
    arrays.clear();
  }
}
