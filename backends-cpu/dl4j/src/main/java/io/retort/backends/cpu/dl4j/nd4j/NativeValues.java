package io.retort.backends.cpu.dl4j.nd4j;

import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of an array of ND4J in row-major order, of single or double precision. */
public final class NativeValues {
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;

  private NativeValues(FloatBuffer floats, DoubleBuffer doubles) {
    this.floats = floats;
    this.doubles = doubles;
  }

  /**
   * The values of an array.
   *
   * @param array dense and in row-major order
   * @return its memory, valid as long as the array is reachable
   */
  public static NativeValues of(INDArray array) {
    Pointer pointer = array.data().addressPointer();
    if (array.dataType() == DataType.DOUBLE) {
      DoublePointer all = new DoublePointer(pointer).capacity(array.length());
      return new NativeValues(null, all.asBuffer());
    }
    FloatPointer all = new FloatPointer(pointer).capacity(array.length());
    return new NativeValues(all.asBuffer(), null);
  }

  /** Copies values into the array. */
  public void put(int index, FloatBuffer source, int from, int length) {
    if (floats != null) {
      floats.put(index, source, from, length);
    } else {
      for (int i = 0; i < length; i++) {
        doubles.put(index + i, source.get(from + i));
      }
    }
  }

  /** Copies values out of the array. */
  public void get(int index, FloatBuffer target, int from, int length) {
    if (floats != null) {
      target.put(from, floats, index, length);
    } else {
      for (int i = 0; i < length; i++) {
        target.put(from + i, (float) doubles.get(index + i));
      }
    }
  }

  /**
   * An array on the memory of a tensor.
   *
   * @param tensor a tensor that stays open, and is not changed, while the array is in use
   * @return an array that is not to be closed
   */
  public static INDArray view(Tensor tensor) {
    FloatPointer memory = new FloatPointer(tensor.values());
    long length = tensor.shape().elements();
    return Nd4j.create(Nd4j.createBuffer(memory, length, DataType.FLOAT), extents(tensor.shape()));
  }

  /** A new array with the values of a tensor. */
  public static INDArray copy(Tensor tensor, DataType type) {
    INDArray array = Nd4j.createUninitialized(type, extents(tensor.shape()), 'c');
    of(array).put(0, tensor.values(), 0, tensor.shape().elements());
    return array;
  }

  /** Copies an array of any order into a tensor of its shape. */
  public static void copy(INDArray array, Tensor tensor) {
    INDArray dense = isDense(array) ? array : array.dup('c');
    of(dense).get(0, tensor.values(), 0, tensor.shape().elements());
    if (dense != array) {
      dense.close();
    }
  }

  /** Whether an array is row-major without gaps and starts where its memory starts. */
  public static boolean isDense(INDArray array) {
    return array.offset() == 0
        && Arrays.equals(array.stride(), Nd4j.getStrides(array.shape(), 'c'));
  }

  /** The extents as ND4J takes them. */
  public static long[] extents(Shape shape) {
    return Arrays.stream(shape.toArray()).asLongStream().toArray();
  }
}
