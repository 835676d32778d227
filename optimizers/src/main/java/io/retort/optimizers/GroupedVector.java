package io.retort.optimizers;

import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One vector over all parameter groups that may move: what an optimizer needs that looks at all
 * parameters together. Groups of rate 0 are left out.
 *
 * <p>The other rates are the diagonal of a preconditioner <i>M</i>, which is what a learning rate
 * of a group's own means without a learning rate: the steepest descent of <i>f</i> in the variables
 * {@code x/√rate} is {@code −M·g} in <i>x</i>.
 */
final class GroupedVector implements AutoCloseable {
  private final List<Vector> parts;
  private final double[] rates;

  private GroupedVector(List<Vector> parts, double[] rates) {
    this.parts = parts;
    this.rates = rates;
  }

  /** A view of the parameters. */
  static GroupedVector values(List<ParameterGroup> groups) {
    return new GroupedVector(
        moving(groups).stream().map(ParameterGroup::values).toList(), rates(groups));
  }

  /** A view of the gradients. */
  static GroupedVector gradients(List<ParameterGroup> groups) {
    return new GroupedVector(
        moving(groups).stream().map(ParameterGroup::gradients).toList(), rates(groups));
  }

  private static List<ParameterGroup> moving(List<ParameterGroup> groups) {
    return groups.stream().filter(group -> group.rate() > 0).toList();
  }

  private static double[] rates(List<ParameterGroup> groups) {
    return moving(groups).stream().mapToDouble(ParameterGroup::rate).toArray();
  }

  /** Allocates zeros, to be closed. */
  GroupedVector like() {
    List<Vector> zeros = new ArrayList<>();
    parts.forEach(part -> zeros.add(part.like()));
    return new GroupedVector(List.copyOf(zeros), rates);
  }

  int length() {
    return parts.stream().mapToInt(Vector::length).sum();
  }

  void fill(float value) {
    parts.forEach(part -> part.fill(value));
  }

  void assign(GroupedVector source) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).assign(source.parts.get(i));
    }
  }

  void scale(double factor) {
    parts.forEach(part -> part.scale(factor));
  }

  /** Adds {@code factor·other}. */
  void add(double factor, GroupedVector other) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).add(factor, other.parts.get(i));
    }
  }

  /** Adds {@code factor·M·other}. */
  void addByRates(double factor, GroupedVector other) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).add(factor * rates[i], other.parts.get(i));
    }
  }

  /** Multiplies by {@code factor·M}. */
  void scaleByRates(double factor) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).scale(factor * rates[i]);
    }
  }

  /** The inner product. */
  double dot(GroupedVector other) {
    double sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      sum += parts.get(i).dot(other.parts.get(i));
    }
    return sum;
  }

  /** The inner product with {@code M·other}. */
  double dotByRates(GroupedVector other) {
    double sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      sum += rates[i] * parts.get(i).dot(other.parts.get(i));
    }
    return sum;
  }

  float[] toArray() {
    float[] all = new float[length()];
    int offset = 0;
    for (Vector part : parts) {
      float[] copy = new float[part.length()];
      part.read(0, copy);
      System.arraycopy(copy, 0, all, offset, copy.length);
      offset += copy.length;
    }
    return all;
  }

  void write(float[] all) {
    int offset = 0;
    for (Vector part : parts) {
      part.write(0, Arrays.copyOfRange(all, offset, offset + part.length()));
      offset += part.length();
    }
  }

  @Override
  public void close() {
    parts.forEach(Vector::close);
  }
}
