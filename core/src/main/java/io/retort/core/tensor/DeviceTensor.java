package io.retort.core.tensor;

/**
 * Values with a shape where a backend computes: in the host's memory, or in that of an accelerator.
 * It does not own the memory.
 *
 * @param shape the shape, such as {@code [batch, …]}
 * @param values its elements in row-major order
 */
public record DeviceTensor(Shape shape, Vector values) {

  public DeviceTensor {
    if (values.length() != shape.elements()) {
      throw new IllegalArgumentException(
          values.length() + " values do not fill the shape " + shape);
    }
  }

  /**
   * A tensor in the host's memory, which every backend takes; those that compute elsewhere copy it.
   *
   * @param tensor the tensor, whose memory is shared
   * @return a view
   */
  public static DeviceTensor of(Tensor tensor) {
    return new DeviceTensor(tensor.shape(), HostVector.of(tensor));
  }

  /**
   * The values in the host's memory: the very ones if they are there, else a copy.
   *
   * @return a tensor that the caller closes, which frees a copy alone
   */
  public Tensor onHost() {
    if (values instanceof HostVector host) {
      return host.tensor(shape);
    }
    Tensor copy = Tensor.allocate(shape);
    copy.write(0, toArray());
    return copy;
  }

  /**
   * Whether {@link #onHost} gives the very values, so that what is written there is written here.
   *
   * @return false where it gives a copy
   */
  public boolean isOnHost() {
    return values instanceof HostVector;
  }

  /**
   * Copies all values of a tensor in the host's memory here.
   *
   * @param source the tensor, of as many elements
   */
  public void write(Tensor source) {
    values.write(0, source.toArray());
  }

  /**
   * All values.
   *
   * @return a new array in row-major order
   */
  public float[] toArray() {
    float[] copy = new float[shape.elements()];
    values.read(0, copy);
    return copy;
  }
}
