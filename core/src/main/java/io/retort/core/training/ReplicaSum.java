package io.retort.core.training;

import io.retort.core.tensor.Vector;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A weighted sum of what replicas have. It is taken in double precision and in the order of ranks,
 * so that all replicas get the same bits.
 */
final class ReplicaSum {
  private final ReplicaGroup group;
  private final List<Part> parts = new ArrayList<>();

  /** Values, their factor in the sum, and who gets the sum. */
  private record Part(double factor, float[] values, Consumer<float[]> receiver) {}

  ReplicaSum(ReplicaGroup group) {
    this.group = group;
  }

  /**
   * Adds values.
   *
   * @param factor of this replica
   * @param values as many as the other replicas have
   * @param receiver gets the sum
   */
  ReplicaSum add(double factor, float[] values, Consumer<float[]> receiver) {
    parts.add(new Part(factor, values, receiver));
    return this;
  }

  /** Adds a vector, which becomes the sum. */
  ReplicaSum add(double factor, Vector vector) {
    if (vector.length() == 0) {
      return this;
    }
    float[] values = new float[vector.length()];
    vector.read(0, values);
    return add(factor, values, sum -> vector.write(0, sum));
  }

  /**
   * Sums.
   *
   * @param figures further numbers of this replica, all with the factor 1
   * @return their sums
   */
  double[] over(double... figures) {
    int length = parts.stream().mapToInt(part -> part.values.length).sum();
    ByteBuffer own =
        ByteBuffer.allocate((figures.length + parts.size()) * Double.BYTES + length * Float.BYTES);
    for (double figure : figures) {
      own.putDouble(figure);
    }
    parts.forEach(part -> own.putDouble(part.factor));
    FloatBuffer floats = own.asFloatBuffer();
    parts.forEach(part -> floats.put(part.values));
    List<ByteBuffer> all = group.allGather(own.array()).stream().map(ByteBuffer::wrap).toList();
    try {
      return sum(all, figures.length);
    } catch (BufferUnderflowException other) {
      throw new IllegalStateException("Replicas have given different numbers of values", other);
    }
  }

  private double[] sum(List<ByteBuffer> all, int count) {
    double[] figures = new double[count];
    for (ByteBuffer each : all) {
      for (int i = 0; i < count; i++) {
        figures[i] += each.getDouble();
      }
    }
    double[][] factors = new double[parts.size()][all.size()];
    for (int i = 0; i < factors.length; i++) {
      for (int rank = 0; rank < all.size(); rank++) {
        factors[i][rank] = all.get(rank).getDouble();
      }
    }
    List<FloatBuffer> floats = all.stream().map(ByteBuffer::asFloatBuffer).toList();
    for (int i = 0; i < factors.length; i++) {
      float[] values = new float[parts.get(i).values.length];
      double[] sums = new double[values.length];
      for (int rank = 0; rank < floats.size(); rank++) {
        floats.get(rank).get(values);
        for (int at = 0; at < sums.length; at++) {
          sums[at] += factors[i][rank] * values[at];
        }
      }
      for (int at = 0; at < sums.length; at++) {
        values[at] = (float) sums[at];
      }
      parts.get(i).receiver.accept(values);
    }
    return figures;
  }
}
