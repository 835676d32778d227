package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model for each head. It keeps nothing between two calls. */
final class TribuoTeacher implements Teacher {
  private static final int CHUNK = 1024;

  private final List<HeadModel> heads;

  TribuoTeacher(List<HeadModel> heads) {
    this.heads = List.copyOf(heads);
  }

  /** The inputs of all samples. */
  static float[][] rows(Samples samples, Shape inputShape) {
    List<float[]> rows = new ArrayList<>();
    for (int start = 0; start < samples.size(); start += CHUNK) {
      int[] indexes = new int[Math.min(CHUNK, samples.size() - start)];
      for (int i = 0; i < indexes.length; i++) {
        indexes[i] = start + i;
      }
      try (Tensor inputs = Tensor.allocate(inputShape.batch(indexes.length))) {
        samples.inputs(indexes, inputs);
        for (int i = 0; i < indexes.length; i++) {
          rows.add(row(inputs, i));
        }
      }
    }
    return rows.toArray(float[][]::new);
  }

  private static float[] row(Tensor inputs, int row) {
    float[] values = new float[inputs.shape().elements() / inputs.shape().extent(0)];
    inputs.read(row * values.length, values);
    return values;
  }

  @Override
  public List<TeacherOutput> outputs() {
    return heads.stream().map(model -> HeadModel.output(model.head())).toList();
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    float[][] rows = new float[batch.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(batch.inputs(), i);
    }
    destinations.forEach((name, destination) -> model(name).predict(rows, destination));
  }

  private HeadModel model(String name) {
    return heads.stream()
        .filter(model -> model.head().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The teacher has no output '" + name + "'; it has " + outputs()));
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    heads.forEach(model -> model.addTo(fingerprint));
    return fingerprint.text();
  }

  @Override
  public void close() {
    // The models are on the heap; XGBoost frees its own when they are collected.
  }
}
