package io.retort.teachers.onnx.model;

import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.onnx.OnnxTeacherSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Settings, data and outputs of ONNX teachers under test. */
final class OnnxTeacherFixture {
  private OnnxTeacherFixture() {}

  static OnnxTeacherSettings settings(Path file) {
    return settings(file, List.of());
  }

  static OnnxTeacherSettings settings(Path file, List<String> features) {
    return OnnxTeacherSettings.builder(file).features(features).threads(1).build();
  }

  /** Data with these inputs, of which only the first class, or no value, is true. */
  static TrainingData data(Shape shape, float[] inputs, Head... heads) {
    return new TrainingData(
        shape, List.of(heads), samples(shape, inputs, heads), samples(shape, inputs, heads));
  }

  private static InMemorySamples samples(Shape shape, float[] inputs, Head... heads) {
    int count = inputs.length / shape.elements();
    Map<String, Target.GroundTruth> labels = new HashMap<>();
    for (Head head : heads) {
      Shape outputs = Shape.of(head.task().outputs()).batch(count);
      labels.put(
          head.name(),
          switch (head.task().labelKind()) {
            case CLASSES -> new Target.Classes(new int[count]);
            case MULTI_LABELS -> new Target.MultiLabels(Tensor.allocate(outputs));
            default -> new Target.Values(Tensor.allocate(outputs));
          });
    }
    return new InMemorySamples(Tensor.of(shape.batch(count), inputs), labels);
  }

  static void close(TrainingData data) {
    ((InMemorySamples) data.train()).close();
    ((InMemorySamples) data.validation()).close();
  }

  /** All that a teacher gives for all training samples, by name. */
  static Map<String, float[]> outputs(TrainingData data, Teacher teacher) {
    Samples train = data.train();
    int[] all = IntStream.range(0, train.size()).toArray();
    Map<String, float[]> outputs = new LinkedHashMap<>();
    try (Tensor inputs = Tensor.allocate(data.inputShape().batch(all.length))) {
      train.inputs(all, inputs);
      for (TeacherOutput output : teacher.outputs()) {
        try (Tensor values = Tensor.allocate(output.shape().batch(all.length))) {
          teacher.evaluate(new Batch(train, all, inputs), Map.of(output.name(), values));
          outputs.put(output.name(), values.toArray());
        }
      }
    }
    return outputs;
  }
}
