package io.retort.teachers.onnx.model;

import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.tensor.Shape;
import io.retort.testkit.MutatedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changed models, of matrices and of convolutions, neither crash the process nor confuse anyone.
 */
class OnnxTeacherMutationTest {
  private final TrainingData points =
      OnnxTeacherFixture.data(
          Shape.of(2),
          new float[] {0.5f, 0.25f, -1, 0.5f},
          new Head("class", new Task.SingleLabel(List.of("a", "b", "c"))));
  private final TrainingData images =
      OnnxTeacherFixture.data(
          Shape.of(1, 8, 8),
          new float[2 * 64],
          new Head("digit", new Task.SingleLabel(List.of("0123456789".split("")))),
          new Head("size", new Task.Regression(List.of("size"))));

  @TempDir private Path folder;

  @AfterEach
  void close() {
    OnnxTeacherFixture.close(points);
    OnnxTeacherFixture.close(images);
  }

  @Test
  void changedModelsAreReadOrRefused() throws IOException {
    byte[] matrices = GraphBuilder.logits(GraphBuilder.ANY).bytes();
    MutatedFiles.assertReadOrRefused(
        "a model of matrices", matrices, 400, bytes -> read(bytes, points, "hidden"));
    try (InputStream in = OnnxTeacherMutationTest.class.getResourceAsStream("torch.onnx")) {
      MutatedFiles.assertReadOrRefused(
          "a model of convolutions",
          in.readAllBytes(),
          400,
          bytes -> read(bytes, images, "/Relu_output_0"));
    }
  }

  private void read(byte[] content, TrainingData data, String feature) throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), content);
    try (OnnxTeacher teacher =
        OnnxTeacher.open(file, OnnxTeacherFixture.settings(file, List.of(feature)), data)) {
      OnnxTeacherFixture.outputs(data, teacher);
    }
  }
}
