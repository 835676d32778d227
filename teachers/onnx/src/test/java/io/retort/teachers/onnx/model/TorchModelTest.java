package io.retort.teachers.onnx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.Head;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A convolutional network that PyTorch has exported predicts as in PyTorch: {@code README.md}
 * beside the file says how both were made.
 */
class TorchModelTest {
  private static final float[] DIGIT = {
    -0.20362186f, 0.09941718f, 0.04809063f, -0.07205702f,
    -0.015746161f, 0.08223958f, -0.10057807f, 0.1317721f,
    0.22876284f, -0.0111579895f, -0.17701083f, 0.04256883f,
    0.076712176f, -0.058317564f, 0.019886926f, 0.05857258f,
    -0.15672371f, 0.11148372f, 0.16918476f, 0.18054734f,
    -0.19974473f, 0.072942f, -0.0040805377f, -0.046683826f,
    0.016680952f, 0.090555325f, -0.1589964f, -0.028931998f,
    0.12448493f, 0.049574405f
  };
  private static final float[] SIZE = {0.12241179f, 0.041598175f, 0.015302867f};
  private static final Head CLASS =
      new Head("digit", new Task.SingleLabel(List.of("0 1 2 3 4 5 6 7 8 9".split(" "))));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void copy() throws IOException {
    file = folder.resolve("torch.onnx");
    try (InputStream in = TorchModelTest.class.getResourceAsStream("torch.onnx")) {
      Files.copy(in, file);
    }
  }

  private static float[] pixels() {
    float[] pixels = new float[3 * 64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i % 64 * 37 + i / 64 * 11) % 17 / 16f;
    }
    return pixels;
  }

  private final Head scaled =
      new Head(
          "size", new Task.Regression(List.of("size"), List.of(new Standardization(0.5, 0.25))));
  private final TrainingData data =
      OnnxTeacherFixture.data(Shape.of(1, 8, 8), pixels(), CLASS, scaled);

  @AfterEach
  void close() {
    OnnxTeacherFixture.close(data);
  }

  @Test
  void outputsAreThoseOfPyTorch() {
    try (Teacher teacher = OnnxTeacher.open(file, OnnxTeacherFixture.settings(file), data)) {
      assertEquals(
          List.of(
              new TeacherOutput("digit", TargetKind.LOGITS, Shape.of(10)),
              new TeacherOutput("size", TargetKind.VALUES, Shape.of(1))),
          teacher.outputs());
      Map<String, float[]> outputs = OnnxTeacherFixture.outputs(data, teacher);
      assertArrayEquals(DIGIT, outputs.get("digit"), 1e-6f);
      // The model's values are in the units of the data, a teacher's are scaled as the data are.
      float[] units = outputs.get("size").clone();
      for (int i = 0; i < units.length; i++) {
        units[i] = units[i] * 0.25f + 0.5f;
      }
      assertArrayEquals(SIZE, units, 1e-6f);
    }
  }

  @Test
  void anInnerValueIsAFeatureOfItsShape() {
    String relu = "/Relu_output_0";
    String pooled = "/MaxPool_output_0";
    try (Teacher teacher =
        OnnxTeacher.open(file, OnnxTeacherFixture.settings(file, List.of(relu, pooled)), data)) {
      assertEquals(
          new TeacherOutput(relu, TargetKind.FEATURES, Shape.of(4, 8, 8)),
          teacher.outputs().get(2));
      Map<String, float[]> outputs = OnnxTeacherFixture.outputs(data, teacher);
      assertArrayEquals(DIGIT, outputs.get("digit"), 1e-6f);
      float[] before = outputs.get(relu);
      float[] after = outputs.get(pooled);
      assertEquals(3 * 4 * 4 * 4, after.length);
      for (int i = 0; i < after.length; i++) {
        int first = i / 4 * 16 + i % 4 * 2;
        float largest =
            Math.max(
                Math.max(before[first], before[first + 1]),
                Math.max(before[first + 8], before[first + 9]));
        assertEquals(largest, after[i]);
      }
    }
  }
}
