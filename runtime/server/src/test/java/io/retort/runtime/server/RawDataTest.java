package io.retort.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.core.data.RowListener;
import io.retort.core.image.ImageFit;
import io.retort.core.image.ImageInput;
import io.retort.core.tensor.Shape;
import io.retort.serving.Computation;
import io.retort.serving.Prediction;
import io.retort.serving.Student;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw rows and images, compared with what the student says itself. */
class RawDataTest {
  @TempDir private Path folder;

  @Test
  void aRowGetsADocumentAndRowsGetAnArrayOfThem() throws Exception {
    StudentFolders.ofTable(folder);
    try (Student student = student();
        TestServer server = TestServer.of(folder)) {
      List<Map<String, ?>> rows =
          List.of(
              Map.of("length", 6.3, "colour", "red", "other", List.of(1)),
              Map.of("length", "2", "colour", "green"));
      List<float[]> inputs = new ArrayList<>();
      rows.forEach(row -> inputs.add(student.prepare(row, RowListener.NONE)));
      String expected = documents(student, inputs);
      assertEquals(expected, server.post("/predict", JSON.std.asString(rows)).body());
      assertEquals(
          expected,
          "["
              + server.post("/predict", JSON.std.asString(rows.get(0))).body()
              + ","
              + server.post("/predict", JSON.std.asString(rows.get(1))).body()
              + "]");
      assertTrue(expected.contains("\"label\":\"a\""), expected);
      assertTrue(expected.contains("\"height\":"), expected);
    }
  }

  @Test
  void valuesArePreparedAlready() throws Exception {
    StudentFolders.ofValues(folder);
    try (Student student = student();
        TestServer server = TestServer.of(folder)) {
      assertEquals(
          documents(student, List.of(new float[] {1.5f, -2}, new float[] {0, 0.1f})),
          server.post("/predict", "[[1.5, -2], [0, 0.1]]").body());
    }
  }

  @Test
  void aVectorIsAListOfNumbers() throws Exception {
    StudentFolders.ofVectors(folder);
    try (Student student = student();
        TestServer server = TestServer.of(folder)) {
      float[] vector = student.predict(new float[] {1.5f, -2});
      assertEquals(
          "[{\"meaning\":{\"vector\":[" + vector[0] + "," + vector[1] + "]}}]",
          server.post("/predict", "[[1.5, -2]]").body());
    }
  }

  @Test
  void imagesAreFilesOrPixels() throws Exception {
    StudentFolders.ofImages(folder);
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 200);
    image.getRaster().setSample(1, 0, 0, 31);
    try (Student student = student();
        TestServer server = TestServer.of(folder)) {
      assertEquals(
          documents(student, List.of(student.prepare(image))),
          "[" + server.post("/predict", file(image, "png"), "image/png").body() + "]");
      TestServer.Reply jpeg = server.post("/predict", file(image, "jpg"), "image/jpeg");
      assertEquals(200, jpeg.status(), jpeg.body());
      assertEquals(
          documents(student, List.of(student.prepare(new byte[] {0, 7}))),
          server.post("/predict", "[[0, 7]]").body());
    }
  }

  @Test
  void imagesOfOtherSizesAndFilesThatAreNoneAreRefusedBeforeTheyAreDecoded() throws Exception {
    StudentFolders.ofImages(folder);
    // An image of a gigapixel is 8 bytes of a header away from a small one.
    byte[] bomb = file(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY), "png");
    bomb[17] = bomb[21] = 1;
    try (TestServer server = TestServer.of(folder)) {
      for (byte[] file :
          List.of(
              file(new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY), "png"),
              file(new BufferedImage(1, 2, BufferedImage.TYPE_BYTE_GRAY), "png"),
              bomb,
              new byte[0],
              "no image".getBytes(StandardCharsets.UTF_8))) {
        TestServer.Reply reply = server.post("/predict", file, "image/png");
        assertEquals(400, reply.status(), reply.body());
        assertTrue(reply.error().contains("image"), reply.body());
      }
    }
    StudentFolders.ofValues(folder);
    try (TestServer server = TestServer.of(folder)) {
      byte[] file = file(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY), "png");
      assertEquals(400, server.post("/predict", file, "image/png").status());
    }
  }

  @Test
  void imagesOfAnySizeAreResizedAsThoseOfTheTrainingWere() throws Exception {
    StudentFolders.ofImages(folder, ImageFit.CROP);
    BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, 6, 4, 0, new Random(1).ints(24, 0, 256).toArray());
    byte[] bomb = file(image, "png");
    bomb[17] = bomb[21] = 1;
    try (Student student = student();
        TestServer server = TestServer.of(folder)) {
      byte[] pixels = ImageInput.of(image, Shape.of(1, 1, 2), ImageFit.CROP);
      float[] input = new float[2];
      for (int i = 0; i < 2; i++) {
        input[i] = (float) ((Byte.toUnsignedInt(pixels[i]) / 255.0 - 0.5) / 0.25);
      }
      assertEquals(
          documents(student, List.of(input)),
          "[" + server.post("/predict", file(image, "png"), "image/png").body() + "]");
      TestServer.Reply reply = server.post("/predict", bomb, "image/png");
      assertEquals(400, reply.status(), reply.body());
      assertTrue(reply.error().contains("make it smaller"), reply.body());
    }
  }

  private static byte[] file(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  private Student student() {
    return Student.load(folder, Computation.JAVA);
  }

  private static String documents(Student student, List<float[]> inputs) throws IOException {
    Map<String, List<float[]>> outputs = student.predictHeads(inputs);
    List<Object> documents = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      documents.add(Prediction.tree(Prediction.of(student.heads(), outputs, i)));
    }
    return JSON.std.asString(documents);
  }

  @Test
  void categoriesThatAreWholeNumbersKeepAllTheirDigits() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofIds(folder))) {
      String request =
          "{'inputs': [{'name': 'id', 'shape': [2], 'datatype': 'INT64',"
              + " 'data': [9007199254740992, 9007199254740993]}]}";
      TestServer.Reply both = server.post("/v2/models/small/infer", request.replace('\'', '"'));
      assertEquals(200, both.status(), both.body());
      List<?> outputs = (List<?>) both.map().get("outputs");
      List<?> values =
          outputs.stream()
              .map(output -> (Map<?, ?>) output)
              .filter(output -> output.get("name").equals("size"))
              .map(output -> (List<?>) output.get("data"))
              .findFirst()
              .orElseThrow();
      assertNotEquals(
          values.subList(0, values.size() / 2), values.subList(values.size() / 2, values.size()));
    }
  }
}
