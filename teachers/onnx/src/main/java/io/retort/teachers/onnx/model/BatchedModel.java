package io.retort.teachers.onnx.model;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model that predicts any number of samples, in batches that it can take.
 *
 * @param session runs the model
 * @param input how it is given samples
 * @param batch the most samples of a batch
 */
record BatchedModel(OnnxSession session, ModelInput input, int batch) implements AutoCloseable {

  /**
   * One output for some samples.
   *
   * @param shape the shape for one sample
   * @param values in row-major order, {@code [samples, shape…]}
   */
  record Rows(Shape shape, float[] values) {

    float[] row(int sample) {
      int width = shape.elements();
      return Arrays.copyOfRange(values, sample * width, (sample + 1) * width);
    }
  }

  Path path() {
    return session.path();
  }

  /**
   * Predicts samples.
   *
   * @param samples the samples
   * @param outputs names of the model's outputs
   * @return by these names
   * @throws RetortException if an output does not have one row for each sample
   */
  Map<String, Rows> outputs(Batch samples, Set<String> outputs) {
    Map<String, Rows> all = new HashMap<>();
    for (int[] part : input.parts(samples, batch)) {
      session
          .run(input, samples, filled(part), outputs)
          .forEach((name, values) -> put(name, values, part, samples.size(), all));
    }
    return all;
  }

  /** As many as the model takes, with copies of the last one. */
  private int[] filled(int[] part) {
    int[] filled = Arrays.copyOf(part, rows(part.length));
    Arrays.fill(filled, part.length, filled.length, part[part.length - 1]);
    return filled;
  }

  /** How many samples the model is given for so many. */
  private int rows(int count) {
    return input.fixedBatch().orElse(count);
  }

  private void put(
      String name, OutputValues output, int[] places, int samples, Map<String, Rows> all) {
    long[] shape = output.shape();
    if (shape.length == 0 || shape[0] != rows(places.length) || output.values().length == 0) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + path()
              + " gives "
              + Echo.quoted(name)
              + " in the shape "
              + Arrays.toString(shape)
              + " for "
              + rows(places.length)
              + " samples; the first axis of what a teacher gives must be that of the samples");
    }
    Shape row =
        Shape.of(
            shape.length == 1
                ? new int[] {1}
                : Arrays.stream(shape).skip(1).mapToInt(Math::toIntExact).toArray());
    Rows rows =
        all.computeIfAbsent(name, n -> new Rows(row, new float[row.batch(samples).elements()]));
    if (!rows.shape().equals(row)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + path()
              + " gives "
              + Echo.quoted(name)
              + " in the shape "
              + row
              + " for one sample and "
              + rows.shape()
              + " for another; a teacher's outputs must have one shape");
    }
    int width = row.elements();
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(output.values(), i * width, rows.values(), places[i] * width, width);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
