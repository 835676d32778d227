package io.retort.backends.cpu.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One block of memory that the operators of a network use one after another. */
final class ScratchMemory implements AutoCloseable {
  private INDArray memory;

  /**
   * An array of undefined values, valid until the next call.
   *
   * @param type its type, the same in every call
   * @param shape its shape
   * @return a row-major array that is not to be closed
   */
  INDArray array(DataType type, long... shape) {
    long length = 1;
    for (long extent : shape) {
      length *= extent;
    }
    if (memory == null || memory.length() < length) {
      close();
      memory = Nd4j.createUninitialized(type, length);
    }
    return memory.get(NDArrayIndex.interval(0, length)).reshape('c', shape);
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }
}
