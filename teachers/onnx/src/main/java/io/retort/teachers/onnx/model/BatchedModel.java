package io.retort.teachers.onnx.model;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model that answers for any number of samples, in batches that it can take.
 *
 * @param session runs the model
 * @param layout how it is given samples
 * @param batch the most samples of a batch
 */
record BatchedModel(OnnxSession session, InputLayout layout, int batch) implements AutoCloseable {

  /**
   * What was answered for some samples.
   *
   * @param shape of the answer for one
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
   * Asks about samples.
   *
   * @param inputs {@code [samples, input shape…]}
   * @param outputs names of the model's outputs
   * @return by these names
   * @throws RetortException if an answer has not one row for each sample
   */
  Map<String, Rows> ask(Tensor inputs, Set<String> outputs) {
    int samples = inputs.shape().extent(0);
    Map<String, Rows> all = new HashMap<>();
    for (int from = 0; from < samples; from += batch) {
      int count = Math.min(batch, samples - from);
      int first = from;
      run(inputs.rows(from, count), outputs)
          .forEach((name, answer) -> put(name, answer, first, count, samples, all));
    }
    return all;
  }

  private Map<String, OnnxSession.Answer> run(Tensor inputs, Set<String> outputs) {
    int count = inputs.shape().extent(0);
    if (count == rows(count)) {
      return session.run(layout, inputs, outputs);
    }
    try (Tensor filled = Tensor.allocate(inputs.shape().sample().batch(rows(count)))) {
      for (int row = 0; row < rows(count); row++) {
        filled.rows(row, 1).copyFrom(inputs.rows(Math.min(row, count - 1), 1));
      }
      return session.run(layout, filled, outputs);
    }
  }

  /** How many samples the model is given for so many. */
  private int rows(int count) {
    return layout.fixedBatch().orElse(count);
  }

  private void put(
      String name,
      OnnxSession.Answer answer,
      int from,
      int count,
      int samples,
      Map<String, Rows> all) {
    long[] shape = answer.shape();
    if (shape.length == 0 || shape[0] != rows(count) || answer.values().length == 0) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + path()
              + " gives "
              + Echo.quoted(name)
              + " in the shape "
              + Arrays.toString(shape)
              + " for "
              + rows(count)
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
    System.arraycopy(answer.values(), 0, rows.values(), from * width, count * width);
  }

  @Override
  public void close() {
    session.close();
  }
}
