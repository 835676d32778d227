package io.retort.core.network;

import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Vector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters and buffers of a network as named arrays in the canonical layout: the form in
 * which weights leave one backend and enter another, or a file.
 *
 * @param arrays the arrays by name, such as {@code conv1.weight}
 */
public record Weights(Map<String, Array> arrays) {

  public Weights {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /**
   * One array.
   *
   * @param shape its canonical shape
   * @param values its values in row-major order; not to be changed
   */
  public record Array(Shape shape, float[] values) {

    public Array {
      if (values.length != shape.elements()) {
        throw new IllegalArgumentException(
            values.length + " values do not fill the shape " + shape);
      }
    }
  }

  /**
   * Copies the arrays of a layout out of vectors.
   *
   * @param plan the network
   * @param parameters its vector of parameters
   * @param buffers its vector of buffers
   * @return the arrays
   */
  public static Weights read(NetworkPlan plan, Vector parameters, Vector buffers) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    read(plan.parameters(), parameters, arrays);
    read(plan.buffers(), buffers, arrays);
    return new Weights(arrays);
  }

  private static void read(ParameterLayout layout, Vector vector, Map<String, Array> arrays) {
    for (ParameterSlice slice : layout.slices()) {
      float[] values = new float[slice.shape().elements()];
      vector.read(slice.offset(), values);
      arrays.put(slice.name(), new Array(slice.shape(), values));
    }
  }

  /**
   * Copies the arrays into vectors.
   *
   * @param plan the network
   * @param parameters its vector of parameters
   * @param buffers its vector of buffers
   * @throws RetortException naming the array that is missing, left over or of another shape; then
   *     nothing was written
   */
  public void write(NetworkPlan plan, Vector parameters, Vector buffers) {
    check(plan);
    write(plan.parameters(), parameters);
    write(plan.buffers(), buffers);
  }

  private void write(ParameterLayout layout, Vector vector) {
    for (ParameterSlice slice : layout.slices()) {
      vector.write(slice.offset(), arrays.get(slice.name()).values());
    }
  }

  /**
   * Checks that these arrays are exactly those of a network.
   *
   * @param plan the network
   * @throws RetortException naming the array that is missing, left over or of another shape
   */
  public void check(NetworkPlan plan) {
    Map<String, Shape> expected = new LinkedHashMap<>();
    for (ParameterLayout layout : List.of(plan.parameters(), plan.buffers())) {
      layout.slices().forEach(slice -> expected.put(slice.name(), slice.shape()));
    }
    expected.forEach(
        (name, shape) -> {
          Array array = arrays.get(name);
          if (array == null) {
            throw new RetortException(
                ErrorKind.DATA,
                "The weights have no array '"
                    + name
                    + "' of shape "
                    + shape
                    + ", which the network needs; they hold "
                    + arrays.keySet());
          }
          if (!array.shape().equals(shape)) {
            throw new RetortException(
                ErrorKind.DATA,
                "The array '"
                    + name
                    + "' has the shape "
                    + array.shape()
                    + ", but the network needs "
                    + shape);
          }
        });
    for (String name : arrays.keySet()) {
      if (!expected.containsKey(name)) {
        throw new RetortException(
            ErrorKind.DATA,
            "The weights hold an array '"
                + name
                + "' that the network does not have; it has "
                + expected.keySet());
      }
    }
  }

  /**
   * The arrays of some nodes only.
   *
   * @param description a network whose nodes are among those of these weights
   * @return the arrays that belong to the network's nodes
   */
  public Weights only(NetworkDescription description) {
    Map<String, Array> kept = new LinkedHashMap<>();
    List<String> nodes = description.nodes().stream().map(Node::name).toList();
    arrays.forEach(
        (name, array) -> {
          if (nodes.contains(name.substring(0, name.lastIndexOf('.')))) {
            kept.put(name, array);
          }
        });
    return new Weights(kept);
  }

  /**
   * These arrays, some of them replaced.
   *
   * @param others arrays of names and shapes that these weights have too
   * @return all arrays
   * @throws RetortException naming the array that has no counterpart of its shape here
   */
  public Weights with(Weights others) {
    Map<String, Array> all = new LinkedHashMap<>(arrays);
    others.arrays.forEach(
        (name, array) -> {
          Array own = arrays.get(name);
          if (own == null || !own.shape().equals(array.shape())) {
            throw new RetortException(
                ErrorKind.DATA,
                "The array '"
                    + name
                    + "' of shape "
                    + array.shape()
                    + (own == null
                        ? " is not one of the network's, which are " + arrays.keySet()
                        : " does not fit the network's, of shape " + own.shape()));
          }
          all.put(name, array);
        });
    return new Weights(all);
  }

  /**
   * A hash of names, shapes and every bit of the values, whatever the order of the arrays.
   *
   * @return SHA-256 in hexadecimal
   */
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    new TreeMap<>(arrays)
        .forEach((name, array) -> fingerprint.add(name + array.shape()).add(array.values()));
    return fingerprint.text();
  }
}
