package io.retort.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.serving.Computation;
import io.retort.serving.Student;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Open Inference Protocol, compared with what the student says itself. */
class ProtocolTest {
  private static final String INFER = "/v2/models/small/infer";

  @TempDir private Path folder;

  @Test
  void healthAndMetadataAreThoseOfTheProtocol() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofValues(folder))) {
      assertEquals(Map.of("live", true), server.get("/v2/health/live").map());
      assertEquals(Map.of("live", true, "ready", true), server.get("/v2/health/ready").map());
      Map<String, Object> about = server.get("/v2").map();
      assertEquals("retort", about.get("name"));
      assertEquals(List.of(), about.get("extensions"));
      assertEquals(about, server.get("/v2/").map());
      for (String model : List.of("/v2/models/small", "/v2/models/small/versions/1")) {
        assertEquals(Map.of("name", "small", "ready", true), server.get(model + "/ready").map());
        Map<String, Object> metadata = server.get(model).map();
        assertEquals("small", metadata.get("name"));
        assertEquals(List.of("1"), metadata.get("versions"));
        assertEquals(List.of(tensor("input", "FP32", -1, 2)), metadata.get("inputs"));
        assertEquals(
            List.of(
                tensor("kind", "FP32", -1, 2),
                tensor("size", "FP32", -1, 2),
                tensor("label:kind", "BYTES", -1)),
            metadata.get("outputs"));
      }
    }
  }

  @Test
  void metadataNamesTheRawDataThatAStudentReads() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofImages(folder))) {
      assertEquals(
          List.of(tensor("pixels", "UINT8", -1, 1, 1, 2)),
          server.get("/v2/models/small").map().get("inputs"));
    }
    try (TestServer server = TestServer.of(StudentFolders.ofTable(folder))) {
      assertEquals(
          List.of(tensor("length", "FP64", -1), tensor("colour", "BYTES", -1)),
          server.get("/v2/models/small").map().get("inputs"));
    }
  }

  @Test
  void aVectorIsATensor() throws Exception {
    StudentFolders.ofVectors(folder);
    try (Student student = student();
        TestServer server = TestServer.of(folder)) {
      assertEquals(
          List.of(tensor("meaning", "FP32", -1, 2)),
          server.get("/v2/models/small").map().get("outputs"));
      Map<String, Object> reply =
          infer(
              server,
              "{'inputs': [{'name': 'input', 'shape': [2, 2], 'datatype': 'FP32', 'data': [1, 2,"
                  + " 3, 4]}]}");
      assertEquals(
          flat(student.predictAll(List.of(new float[] {1, 2}, new float[] {3, 4}))),
          data(reply, "meaning"));
      assertEquals(List.of(2, 2), output(reply, "meaning").get("shape"));
    }
  }

  @Test
  void headIsGetWithoutABody() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofValues(folder))) {
      TestServer.Reply reply =
          server.send(server.request("/v2/health/live").method("HEAD", BodyPublishers.noBody()));
      assertEquals(200, reply.status());
      assertEquals("", reply.body());
    }
  }

  @Test
  void preparedValuesArePredictedFlatOrNestedInAnyOrderOfKeys() throws Exception {
    StudentFolders.ofValues(folder);
    try (Student student = student();
        TestServer server = TestServer.of(folder)) {
      List<float[]> inputs = List.of(new float[] {0.1f, 3}, new float[] {-7.25f, 1e-3f});
      for (String tensor :
          List.of(
              "'name': 'input', 'shape': [2, 2], 'datatype': 'FP32', 'data': [0.1, 3, -7.25, 1e-3]",
              "'data': [[0.1, 3], [-7.25, 1e-3]], 'datatype': 'FP64', 'shape': [2, 2],"
                  + " 'parameters': {'x': 1}, 'name': 'input'")) {
        Map<String, Object> reply = infer(server, "{'inputs': [{" + tensor + "}]}");
        assertEquals("small", reply.get("model_name"));
        assertTrue(!reply.containsKey("id"), reply.toString());
        assertEquals(flat(student.predictAll("kind", inputs)), data(reply, "kind"));
        assertEquals(flat(student.predictAll("size", inputs)), data(reply, "size"));
        assertEquals(List.of(2, 2), output(reply, "size").get("shape"));
        assertEquals(List.of("b", "a"), data(reply, "label:kind"));
        assertEquals(List.of(2), output(reply, "label:kind").get("shape"));
      }
    }
  }

  @Test
  void theIdComesBackAndOnlyOutputsThatWereAskedForDo() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofValues(folder))) {
      Map<String, Object> reply =
          infer(
              server,
              "{'id': 'no. 7', 'parameters': {'binary_data_output': true}, 'outputs': [{'name':"
                  + " 'size', 'parameters': {'binary_data': false}}], 'inputs': [{'name': 'input',"
                  + " 'shape': [1, 2], 'datatype': 'INT32', 'data': [1, 2]}]}");
      assertEquals("no. 7", reply.get("id"));
      assertEquals(1, ((List<?>) reply.get("outputs")).size());
      assertEquals(2, data(reply, "size").size());
    }
  }

  @Test
  void pixelsArePreparedAndPreparedValuesAreNot() throws Exception {
    StudentFolders.ofImages(folder);
    try (Student student = student();
        TestServer server = TestServer.of(folder)) {
      List<float[]> inputs =
          List.of(student.prepare(new byte[] {0, 16}), student.prepare(new byte[] {5, 9}));
      List<Object> expected = flat(student.predictAll("size", inputs));
      for (String data : List.of("[0, 16, 5, 9]", "[[[[0, 16]]], [[[5, 9]]]]")) {
        assertEquals(
            expected,
            data(
                infer(
                    server,
                    "{'inputs': [{'name': 'pixels', 'shape': [2, 1, 1, 2], 'datatype': 'UINT8',"
                        + " 'data': "
                        + data
                        + "}]}"),
                "size"));
      }
      assertEquals(
          expected,
          data(
              infer(
                  server,
                  "{'inputs': [{'name': 'input', 'shape': [2, 2], 'datatype': 'FP32', 'data': "
                      + flat(inputs)
                      + "}]}"),
              "size"));
    }
  }

  @Test
  void columnsOfATableAreTensorsAndNullIsAMissingValue() throws Exception {
    StudentFolders.ofTable(folder);
    try (Student student = student();
        TestServer server = TestServer.of(folder)) {
      Map<String, Object> missing = new HashMap<>(Map.of("colour", "red"));
      missing.put("length", null);
      List<float[]> expected =
          student.predictRows("size", List.of(Map.of("length", 6.3, "colour", "green"), missing));
      Map<String, Object> reply =
          infer(
              server,
              "{'inputs': [{'name': 'length', 'shape': [2, 1], 'datatype': 'FP64', 'data': [6.3,"
                  + " null]}, {'name': 'colour', 'shape': [2], 'datatype': 'BYTES', 'parameters':"
                  + " {'content_type': 'str'}, 'data': ['green', 'red']}]}");
      assertEquals(flat(expected), data(reply, "size"));
      assertEquals(
          flat(student.predictAll("size", List.of(new float[] {1.15f, 0, 1}))),
          data(
              infer(
                  server,
                  "{'inputs': [{'name': 'input', 'shape': [1, 3], 'datatype': 'FP32', 'data':"
                      + " [1.15, 0, 1]}]}"),
              "size"));
    }
  }

  private Student student() {
    return Student.load(folder, Computation.JAVA);
  }

  private static Map<String, Object> infer(TestServer server, String json) throws Exception {
    TestServer.Reply reply = server.post(INFER, json.replace('\'', '"'));
    assertEquals(200, reply.status(), reply.body());
    return reply.map();
  }

  private static Map<String, Object> tensor(String name, String datatype, Integer... shape) {
    return Map.of("name", name, "datatype", datatype, "shape", List.of(shape));
  }

  private static Map<?, ?> output(Map<String, Object> reply, String name) {
    return ((List<?>) reply.get("outputs"))
        .stream()
            .map(Map.class::cast)
            .filter(output -> output.get("name").equals(name))
            .findFirst()
            .orElseThrow();
  }

  /** Numbers as floats, to the bit. */
  private static List<Object> data(Map<String, Object> reply, String name) {
    List<Object> data = new ArrayList<>();
    for (Object each : (List<?>) output(reply, name).get("data")) {
      data.add(each instanceof Number number ? (Object) number.floatValue() : each);
    }
    return data;
  }

  private static List<Object> flat(List<float[]> rows) {
    List<Object> flat = new ArrayList<>();
    for (float[] row : rows) {
      for (float value : row) {
        flat.add(value);
      }
    }
    return flat;
  }
}
