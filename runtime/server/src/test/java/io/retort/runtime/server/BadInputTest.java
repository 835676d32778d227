package io.retort.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong request gets a sentence that says why, and other requests go on. */
class BadInputTest {
  private static final String TENSOR =
      "{'inputs': [{'name': '%s', 'shape': %s, 'datatype': '%s', 'data': %s}]}";

  @TempDir private Path folder;

  /** A body, and what its refusal says. */
  private record Case(String body, String... says) {}

  private static Case tensor(
      String name, String shape, String datatype, String data, String... says) {
    return new Case(String.format(TENSOR, name, shape, datatype, data), says);
  }

  @Test
  void aWrongInferenceRequestIsRefusedByThePlace() throws Exception {
    List<Case> cases =
        new ArrayList<>(
            List.of(
                new Case("", "empty"),
                new Case("{'inputs'", "not JSON, at line 1, column"),
                new Case("[]", "The request is '['", "an object"),
                new Case("{}", "no 'inputs'"),
                new Case("{'inputs': {}}", "'inputs' is '{'", "an array"),
                new Case("{'inputs': [5]}", "inputs[0] is '5'", "an object"),
                new Case("{'inputs': [{}]}", "inputs[0] must have 'name', 'shape'"),
                new Case("{'inputs': [], 'inputs': []}", "duplicate"),
                new Case("{'id': 7}", "'id' is '7'", "a text"),
                new Case("{'parameters': []}", "'parameters' is '['", "an object"),
                new Case("{'outputs': [{}]}", "outputs[0] has no 'name'"),
                new Case("{'x': " + "[".repeat(2000), "not JSON", "nesting depth"),
                tensor("x", "[1, 2]", "FP32", "[1, 2]", "the inputs [x]", "'input'"),
                tensor("pixels", "[1, 2]", "UINT8", "[1, 2]", "the inputs [pixels]"),
                tensor("input", "[1, 2]", "FP31", "[1, 2]", "inputs[0].datatype is 'FP31'"),
                tensor("input", "[1, 2]", "BYTES", "['a', 'b']", "is of type BYTES"),
                tensor("input", "[1, 3]", "FP32", "[1, 2, 3]", "[1, 3]", "takes [-1, 2]"),
                tensor("input", "[2]", "FP32", "[1, 2]", "shape [2]", "takes [-1, 2]"),
                tensor("input", "[]", "FP32", "[]", "shape []"),
                tensor("input", "[0, 2]", "FP32", "[]", "no samples"),
                tensor("input", "[-1, 2]", "FP32", "[]", "inputs[0].shape[0] is '-1'"),
                tensor("input", "[1e0, 2]", "FP32", "[1, 2]", "shape[0] is '1e0'"),
                tensor("input", "[1, 2]", "FP32", "[1]", "has fewer elements"),
                tensor("input", "[1, 2]", "FP32", "[1, 2, 3]", "has more elements"),
                tensor("input", "[2, 2]", "FP32", "[[1, 2, 3, 4]]", "nested otherwise"),
                tensor("input", "[2, 2]", "FP32", "[[1, 2], 3, 4]", "nested otherwise"),
                tensor("input", "[2, 2]", "FP32", "[1, 2, [3], 4]", "nested otherwise", "[1, 0]"),
                tensor("input", "[1, 2]", "FP32", "[[1, [2]]]", "nested otherwise"),
                tensor("input", "[2, 2]", "FP32", "[1, 2, 3, NaN]", "[1, 1] NaN", "finite"),
                tensor("input", "[1, 2]", "FP32", "[-Infinity, 2]", "[0, 0] -Infinity"),
                tensor("input", "[1, 2]", "FP64", "[1, 1e39]", "[0, 1] 1e39", "32-bit"),
                tensor("input", "[1, 2]", "FP32", "[1, null]", "[0, 1] null", "not a number"),
                tensor("input", "[1, 2]", "FP32", "['1', 2]", "[0, 0] 1", "not a number"),
                tensor("input", "[1, 2]", "FP32", "[true, 2]", "[0, 0] true", "not a number"),
                tensor("input", "[1, 2]", "INT32", "[1.5, 2]", "1.5", "type INT32"),
                tensor("input", "[1, 2]", "UINT8", "[1, 256]", "256", "type UINT8")));
    String one = "{'name': 'input', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1, 2]}";
    cases.add(new Case("{'inputs': [" + one + "," + one + "]}", "the same name"));
    String kind = "{'name': 'kind'}";
    cases.add(
        new Case(
            "{'inputs': [" + one + "], 'outputs': [" + kind + "," + kind + "]}", "the same name"));
    cases.add(new Case("{'inputs': [" + one + "]} {}", "goes on after its end, at line 1, column"));
    cases.add(
        new Case(
            "{'inputs': [" + one + "], 'outputs': [{'name': 'x'}]}", "no output 'x'", "[kind, "));
    try (TestServer server = TestServer.of(StudentFolders.ofValues(folder))) {
      for (Case each : cases) {
        assertBadRequest(server, "/v2/models/small/infer", each);
      }
      String good = "{'inputs': [" + one + "]}";
      assertEquals(200, post(server, "/v2/models/small/infer", good).status());
      server.awaitFigure("retort_refused_total{reason=\"input\"}", cases.size());
    }
  }

  @Test
  void aShapeThatIsTooLargeAllocatesNothing() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofValues(folder))) {
      for (String shape : List.of("[1000000000, 2]", "[4097, 2]")) {
        TestServer.Reply reply =
            post(
                server,
                "/v2/models/small/infer",
                String.format(TENSOR, "input", shape, "FP32", "[1, 2]"));
        assertEquals(413, reply.status(), reply.body());
        assertTrue(reply.error().contains("more than 4096 samples"), reply.body());
      }
    }
  }

  @Test
  void wrongColumnsAreRefusedByTheirNames() throws Exception {
    String columns =
        "{'inputs': [{'name': 'length', 'shape': [2], 'datatype': 'FP64', 'data': %s},"
            + " {'name': 'colour', 'shape': %s, 'datatype': 'BYTES', 'data': %s}]}";
    try (TestServer server = TestServer.of(StudentFolders.ofTable(folder))) {
      for (Case each :
          List.of(
              new Case(
                  String.format(columns, "[1, 2]", "[2]", "['red', 'blue']"),
                  "Sample 1, counted from 0: The row's column 'colour' has",
                  "'blue'"),
              new Case(String.format(columns, "[1, 2]", "[1]", "['red']"), "'colour' has 1 rows"),
              new Case(String.format(columns, "[1, 2]", "[2, 2]", "[]"), "[-1] or [-1, 1]"),
              new Case(String.format(columns, "[1, 2]", "[2]", "['red', 5]"), "[1] 5", "not text"),
              new Case(String.format(columns, "[1, 'x']", "[2]", "['red', 'red']"), "[1] x"),
              tensor("length", "[1]", "FP64", "[1]", "lacks the columns [colour]"))) {
        assertBadRequest(server, "/v2/models/small/infer", each);
      }
    }
  }

  @Test
  void aWrongRowIsRefusedByItsNumberAndColumn() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofTable(folder))) {
      for (Case each :
          List.of(
              new Case("", "empty"),
              new Case("7", "The body is '7'"),
              new Case("[]", "no samples"),
              new Case("[7]", "Sample 0, counted from 0, is '7'"),
              new Case("{'length': 1}", "lacks the columns [colour]"),
              new Case("{'length': 'x', 'colour': 'red'}", "The row's column 'length' has"),
              new Case(
                  "{'length': NaN, 'colour': 'red'}", "'length' has NaN, which is not a finite"),
              new Case(
                  "{'length': {}, 'colour': 'red'}", "'length' has '{}', which is not a number"),
              new Case("{'length': 1, 'length': 1}", "duplicate"),
              new Case("{'length': 1, 'colour': ['red']}", "'colour'"),
              new Case(
                  "[{'length': 1, 'colour': 'red'}, {'length': 1e39, 'colour': 'red'}]",
                  "Sample 1, counted from 0: The row's column 'length' has"),
              new Case("[[1, 2]]", "has 2 values", "shape 3"),
              new Case("[[1, 2, 3, 4]]", "has 4 values", "shape 3"),
              new Case("[[1, 2, 'x']]", "the value 2 is 'x'"),
              new Case("[[1, 2, Infinity]]", "the value 2 is 'Infinity'"),
              new Case("[[1, 2, [3]]]", "the value 2 is '['"))) {
        assertBadRequest(server, "/predict", each);
      }
      assertEquals(200, post(server, "/predict", "{'length': 1, 'colour': 'red'}").status());
    }
  }

  @Test
  void pixelsThatAreNoneAreRefused() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofImages(folder))) {
      assertBadRequest(server, "/predict", new Case("[[1, 2], [1, 17]]", "Sample 1", "is 17"));
      assertBadRequest(
          server, "/predict", new Case("[[1, 1.5]]", "the value 1 is '1.5'", "a pixel"));
      assertBadRequest(server, "/predict", new Case("[[1, -1]]", "the value 1 is '-1'", "a pixel"));
      assertBadRequest(server, "/predict", new Case("{'a': 1}", "columns of a table"));
      String path = "/v2/models/small/infer";
      assertBadRequest(server, path, tensor("pixels", "[1, 2]", "FP32", "[1, 2]", "give UINT8"));
      assertBadRequest(
          server, path, tensor("pixels", "[1, 2]", "INT32", "[1, -2]", "is not a pixel"));
      assertBadRequest(
          server, path, tensor("pixels", "[2, 2]", "UINT8", "[1, 2, 1, 99]", "Sample 1"));
    }
  }

  @Test
  void aSampleThatTheStudentRefusesFailsItsRequestByItsOwnNumber() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofValues(folder))) {
      assertBadRequest(
          server,
          "/predict",
          new Case("[[1, 2], [3e38, 3e38]]", "Sample 1, counted from 0: The student's output"));
      assertBadRequest(server, "/predict", new Case("[[3e38, 3e38]]", "The student's output"));
    }
  }

  @Test
  void pathsMethodsAndTypesThatAreNoneAreRefused() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofValues(folder))) {
      for (String path :
          List.of(
              "/",
              "/v3",
              "/v2/models",
              "/v2/models/other",
              "/v2/models/small/versions/2",
              "/v2/models/small/explain",
              "/v2/models/small/versions")) {
        assertEquals(404, server.get(path).status(), path);
        assertTrue(!server.get(path).error().isEmpty());
      }
      TestServer.Reply get = server.get("/predict");
      assertEquals(405, get.status());
      assertEquals("POST", get.header("Allow"));
      TestServer.Reply post = post(server, "/v2", "{}");
      assertEquals(405, post.status());
      assertEquals("GET, HEAD", post.header("Allow"));
      byte[] body = "[[1, 2]]".getBytes(StandardCharsets.UTF_8);
      for (String type : List.of("text/csv", "application/json; charset=utf-16", "nonsense")) {
        assertEquals(415, server.post("/predict", body, type).status(), type);
      }
      assertEquals(200, server.post("/predict", body, "Application/JSON;charset=UTF-8").status());
      assertEquals(200, server.send(request(server, "/predict")).status());
      for (String[] header :
          new String[][] {
            {"Content-Encoding", "gzip"}, {"Inference-Header-Content-Length", "3"},
          }) {
        TestServer.Reply reply =
            server.send(request(server, "/predict").header(header[0], header[1]));
        assertEquals(415, reply.status());
        assertTrue(!reply.error().isEmpty());
      }
    }
  }

  @Test
  void whatIsNoHttpIsRefusedAsJson() throws Exception {
    try (TestServer server = TestServer.of(StudentFolders.ofValues(folder))) {
      for (String bytes :
          List.of(
              "nonsense\r\n\r\n",
              "GET /v2 HTTP/1.1\r\n\r\n",
              "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
              "GET /v2 HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
              "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
              "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
              "POST /predict HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) {
        String reply = server.exchange(bytes);
        assertTrue(reply.matches("(?s)HTTP/1.1 4\\d\\d .*"), reply);
        assertTrue(reply.contains("\r\n\r\n{\"error\":\""), reply);
      }
      assertEquals(200, server.get("/v2").status());
    }
  }

  /** A good request without a type. */
  private static HttpRequest.Builder request(TestServer server, String path) {
    return server.request(path).POST(BodyPublishers.ofString("[[1, 2]]"));
  }

  private static void assertBadRequest(TestServer server, String path, Case wrong)
      throws Exception {
    TestServer.Reply reply = post(server, path, wrong.body);
    assertEquals(400, reply.status(), wrong.body + ": " + reply.body());
    for (String part : wrong.says) {
      assertTrue(reply.error().contains(part), wrong.body + ": " + reply.body());
    }
  }

  private static TestServer.Reply post(TestServer server, String path, String json)
      throws Exception {
    return server.post(path, json.replace('\'', '"'));
  }
}
