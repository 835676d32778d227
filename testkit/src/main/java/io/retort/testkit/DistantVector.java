package io.retort.testkit;

import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Update;
import io.retort.core.tensor.Vector;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A vector as it is on an accelerator: whatever moves values between it and the host is counted.
 * Programs and vector operations move none; a loop in Java fetches all that it works on and sends
 * back what it has changed.
 */
class DistantVector implements Vector {
  private final HostVector memory;
  private final AtomicLong copies;

  DistantVector(HostVector memory, AtomicLong copies) {
    this.memory = memory;
    this.copies = copies;
  }

  /**
   * Allocates a vector of zeros.
   *
   * @param copies is increased with each copy to or from the host
   */
  static DistantVector allocate(int length, AtomicLong copies) {
    return new DistantVector(HostVector.allocate(length), copies);
  }

  /** Where the values are. */
  HostVector memory() {
    return memory;
  }

  /** A vector like this one in other memory. */
  DistantVector of(HostVector other) {
    return new DistantVector(other, copies);
  }

  @Override
  public int length() {
    return memory.length();
  }

  @Override
  public DistantVector like() {
    return of(memory.like());
  }

  @Override
  public DistantVector slice(int offset, int length) {
    return of(memory.slice(offset, length));
  }

  @Override
  public void read(int offset, float[] destination) {
    copies.incrementAndGet();
    memory.read(offset, destination);
  }

  @Override
  public void write(int offset, float[] source) {
    copies.incrementAndGet();
    memory.write(offset, source);
  }

  @Override
  public void fill(float value) {
    memory.fill(value);
  }

  @Override
  public void assign(Vector source) {
    memory.assign(memory(source));
  }

  @Override
  public void gather(Vector source, int[] rows, int width) {
    memory.gather(memory(source), rows, width);
  }

  @Override
  public void scatter(Vector source, int[] rows, int width) {
    memory.scatter(memory(source), rows, width);
  }

  @Override
  public void scale(double factor) {
    memory.scale(factor);
  }

  @Override
  public void add(double factor, Vector other) {
    memory.add(factor, memory(other));
  }

  @Override
  public double dot(Vector other) {
    return memory.dot(memory(other));
  }

  @Override
  public void update(Update update, List<Vector> state, List<Vector> inputs) {
    if (update instanceof Update.Loop) {
      copies.addAndGet(2L * (1 + state.size()) + inputs.size());
    }
    memory.update(update, memories(state), memories(inputs));
  }

  private static List<Vector> memories(List<Vector> vectors) {
    return vectors.stream().<Vector>map(DistantVector::memory).toList();
  }

  private static HostVector memory(Vector vector) {
    return ((DistantVector) vector).memory;
  }

  @Override
  public void close() {
    memory.close();
  }
}
