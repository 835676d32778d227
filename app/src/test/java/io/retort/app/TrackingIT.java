package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plugin of docs/tracking.md, built from the page, and a server that answers as MLflow does.
 */
class TrackingIT {
  private static final String API = "/api/2.0/mlflow/";
  private static final PagePlugin MLFLOW =
      new PagePlugin("tracking.md", "com.acme.mlflow.MlflowModule", 3);

  @TempDir private Path folder;
  private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private Distribution retort;

  /** What the plugin has posted. */
  private record Sent(String path, Map<String, Object> body) {}

  @BeforeEach
  void start() throws IOException {
    retort = new Distribution(folder);
    MLFLOW.write(folder.resolve("plugins/acme-mlflow-1.0.jar"));
    Files.writeString(
        folder.resolve("tiny.yaml"),
        """
        name: tiny
        data: {kind: synthetic, shape: 6, outputs: 3, samples: 120, test-samples: 40}
        backend: {kind: dl4j, precision: f64}
        teacher: {kind: network, network: [{kind: dense, units: 3}], training: {epochs: 2}}
        student: {network: [{kind: dense, units: 3}], training: {epochs: 2}}
        strategy: temperature
        seeds: [1]
        exporters: []
        output: runs/tiny
        """);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        API,
        exchange -> {
          String path = exchange.getRequestURI().getPath().substring(API.length());
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean asks = exchange.getRequestMethod().equals("GET");
          sent.add(new Sent(path, asks ? Map.of() : JSON.std.mapFrom(body)));
          byte[] answer = answer(path).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(asks ? 404 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static String answer(String path) {
    return switch (path) {
      case "experiments/get-by-name" -> "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}";
      case "experiments/create" -> "{\"experiment_id\": \"7\"}";
      case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}";
      default -> "{}";
    };
  }

  private Distribution.Outcome run(int port) {
    return retort.onModulePath(
        List.of("-Dretort.home=" + folder, "-Dmlflow.uri=http://localhost:" + port),
        "run",
        "tiny.yaml",
        "--strict");
  }

  /** The values of a metric, by step. */
  private List<?> logged(String key) {
    return sent.stream()
        .filter(each -> each.path().equals("runs/log-batch"))
        .flatMap(each -> ((List<?>) each.body().get("metrics")).stream())
        .map(metric -> (Map<?, ?>) metric)
        .filter(metric -> metric.get("key").equals(key))
        .map(metric -> metric.get("value"))
        .toList();
  }

  @Test
  void mlflowIsToldWhatTheRunHasFound() throws IOException {
    Distribution.Outcome outcome = run(server.getAddress().getPort());

    assertEquals(0, outcome.exitCode(), outcome.err());
    assertEquals(
        List.of("experiments/get-by-name", "experiments/create", "runs/create"),
        sent.subList(0, 3).stream().map(Sent::path).toList());
    assertEquals("tiny", sent.get(1).body().get("name"));
    assertEquals("7", sent.get(2).body().get("experiment_id"));
    Sent last = sent.get(sent.size() - 1);
    assertEquals("runs/update", last.path());
    assertEquals("FINISHED", last.body().get("status"));
    assertEquals("abc", last.body().get("run_id"));
    for (String line : Files.readAllLines(folder.resolve("runs/tiny/metrics.jsonl"))) {
      Map<String, Object> epoch = JSON.std.mapFrom(line);
      Map<?, ?> heads = (Map<?, ?>) epoch.get("validation");
      heads.forEach(
          (head, figures) -> {
            Map<?, ?> numbers = (Map<?, ?>) ((Map<?, ?>) figures).get("figures");
            String key =
                epoch.get("training")
                    + "/"
                    + epoch.get("seed")
                    + "/validation/"
                    + head
                    + "/accuracy";
            assertTrue(logged(key).contains(numbers.get("accuracy")), () -> key + logged(key));
          });
    }
    Map<String, Object> result =
        JSON.std.mapFrom(Files.readString(folder.resolve("runs/tiny/result.json")));
    for (Object student : (List<?>) result.get("students")) {
      Map<?, ?> model = (Map<?, ?>) student;
      ((Map<?, ?>) model.get("test"))
          .forEach(
              (head, figures) ->
                  assertEquals(
                      List.of(((Map<?, ?>) figures).get("accuracy")),
                      logged(model.get("arm") + "/1/test/" + head + "/accuracy")));
    }
    assertEquals(
        4,
        logged("distilled/1/student/label soft").size() + logged("alone/1/student/label").size());
  }

  @Test
  void aServerThatIsNotThereEndsTheRunWithASentence() {
    int port = server.getAddress().getPort();
    server.stop(0);
    Distribution.Outcome outcome = run(port);
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().contains("MLflow at http://localhost:" + port), outcome.err());
    assertTrue(outcome.err().contains("cannot be reached"), outcome.err());
  }
}
