package io.retort.core.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * 32-bit floating-point values in native memory with a shape, in row-major order without gaps.
 *
 * <p>The memory starts at a multiple of 64 bytes, so that native libraries can work on it in place.
 * {@link #close} frees it at once; a tensor that is never closed is freed when it is garbage
 * collected. Views made by {@link #rows} and {@link #reshape} share the memory of their origin and
 * do not free it. A tensor is not thread-safe.
 */
public final class Tensor implements AutoCloseable {
  static final int ALIGNMENT = 64;

  private final Shape shape;
  private final FloatBuffer values;
  private final Memory memory;
  private final boolean owner;

  private Tensor(Shape shape, FloatBuffer values, Memory memory, boolean owner) {
    this.shape = shape;
    this.values = values;
    this.memory = memory;
    this.owner = owner;
  }

  /**
   * Allocates a tensor of zeros.
   *
   * @param shape its shape
   * @return a tensor that the caller closes
   */
  public static Tensor allocate(Shape shape) {
    Memory memory = new Memory(shape.elements());
    return new Tensor(shape, memory.floats, memory, true);
  }

  /**
   * Allocates a tensor with the given values.
   *
   * @param shape its shape
   * @param values as many values as the shape has, in row-major order
   * @return a tensor that the caller closes
   */
  public static Tensor of(Shape shape, float... values) {
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException(values.length + " values do not fill the shape " + shape);
    }
    Tensor tensor = allocate(shape);
    tensor.values.put(0, values);
    return tensor;
  }

  /**
   * The shape.
   *
   * @return the shape, never {@code null}
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The values, for bulk access and for native libraries.
   *
   * @return the live, writable buffer of exactly the shape's elements; use only its absolute
   *     methods, and none after {@link #close}
   * @throws IllegalStateException if the tensor is closed
   */
  public FloatBuffer values() {
    if (memory.freed.get()) {
      throw new IllegalStateException("The tensor of shape " + shape + " is closed");
    }
    return values;
  }

  /**
   * One value.
   *
   * @param index its row-major index
   * @return the value
   */
  public float get(int index) {
    return values().get(index);
  }

  /**
   * Sets one value.
   *
   * @param index its row-major index
   * @param value the value
   */
  public void set(int index, float value) {
    values().put(index, value);
  }

  /**
   * Copies values out.
   *
   * @param index the row-major index of the first value
   * @param destination receives as many values as it is long
   */
  public void read(int index, float[] destination) {
    values().get(index, destination);
  }

  /**
   * Copies values in.
   *
   * @param index the row-major index of the first value
   * @param source the values
   */
  public void write(int index, float[] source) {
    values().put(index, source);
  }

  /**
   * All values.
   *
   * @return a new array in row-major order
   */
  public float[] toArray() {
    float[] copy = new float[shape.elements()];
    values().get(0, copy);
    return copy;
  }

  /**
   * Copies all values of another tensor of as many elements.
   *
   * @param source the tensor to copy
   */
  public void copyFrom(Tensor source) {
    if (source.shape.elements() != shape.elements()) {
      throw new IllegalArgumentException(
          "Cannot copy a tensor of shape " + source.shape + " into one of shape " + shape);
    }
    values().put(0, source.values(), 0, shape.elements());
  }

  /**
   * Sets all values.
   *
   * @param value the value
   */
  public void fill(float value) {
    FloatBuffer buffer = values();
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, value);
    }
  }

  /**
   * A view of consecutive rows along the outermost axis.
   *
   * @param from the first row
   * @param count the number of rows, at least 1
   * @return a view that shares this tensor's memory
   */
  public Tensor rows(int from, int count) {
    int rowElements = shape.elements() / shape.extent(0);
    FloatBuffer slice = values().slice(from * rowElements, count * rowElements);
    return new Tensor(shape.sample().batch(count), slice, memory, false);
  }

  /**
   * A view with another shape of as many elements.
   *
   * @param other the shape
   * @return a view that shares this tensor's memory
   */
  public Tensor reshape(Shape other) {
    if (other.elements() != shape.elements()) {
      throw new IllegalArgumentException("Cannot view shape " + shape + " as " + other);
    }
    return new Tensor(other, values(), memory, false);
  }

  /** A view of some of the values. */
  Tensor view(Shape other, FloatBuffer some) {
    return new Tensor(other, some, memory, false);
  }

  /** Frees the memory. Has no effect on a view or a second time. */
  @Override
  public void close() {
    if (owner) {
      memory.free();
    }
  }

  @Override
  public String toString() {
    return "Tensor[" + shape + (memory.freed.get() ? ", closed]" : "]");
  }

  /** A block of native memory that can be freed before the garbage collector finds it. */
  private static final class Memory {
    private final ByteBuffer bytes;
    private final FloatBuffer floats;
    private final AtomicBoolean freed = new AtomicBoolean();

    Memory(int elements) {
      // The slice keeps `bytes` reachable; only `bytes` itself may be handed to the cleaner.
      bytes = ByteBuffer.allocateDirect(elements * Float.BYTES + ALIGNMENT);
      // Not alignedSlice, which also rounds the end down to a multiple of the alignment.
      int skip = (ALIGNMENT - bytes.alignmentOffset(0, ALIGNMENT)) % ALIGNMENT;
      floats =
          bytes.slice(skip, elements * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    void free() {
      if (freed.compareAndSet(false, true)) {
        try {
          CLEANER.invokeExact(bytes);
        } catch (Throwable failure) {
          throw new IllegalStateException("The memory of a tensor could not be freed", failure);
        }
      }
    }

    /** The JDK's only way to free a direct buffer before garbage collection, up to Java 21. */
    private static final MethodHandle CLEANER = cleaner();

    private static MethodHandle cleaner() {
      try {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field field = unsafe.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        return MethodHandles.lookup()
            .findVirtual(
                unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
            .bindTo(field.get(null));
      } catch (ReflectiveOperationException missing) {
        throw new IllegalStateException(
            "This Java has no sun.misc.Unsafe, by which the memory of tensors is freed", missing);
      }
    }
  }
}
