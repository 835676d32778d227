package io.retort.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.runtime.server.TestServer.Reply;
import io.retort.serving.Student;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of several requests in one batch, caught before a gate. */
class BatchingTest {
  @TempDir private Path folder;

  @Test
  void requestsThatWaitArePredictedTogetherAsWellAsAlone() throws Exception {
    GatedBackend gate = new GatedBackend();
    try (TestServer server = server(gate, 256, 4096)) {
      List<String> bodies = IntStream.range(0, 20).mapToObj(BatchingTest::body).toList();
      List<String> alone = new ArrayList<>();
      for (String body : bodies) {
        alone.add(server.post("/predict", body).body());
      }
      double batches = server.figure("retort_batch_samples_count");

      List<CompletableFuture<Reply>> together = together(server, gate, bodies);

      for (int i = 0; i < bodies.size(); i++) {
        assertEquals(alone.get(i), together.get(i).get().body());
      }
      // The one that stood before the gate, and one for all others.
      assertEquals(batches + 2, server.figure("retort_batch_samples_count"));
      assertEquals(2 * samples(20) + 1, server.figure("retort_predictions_total"));
    }
  }

  @Test
  void aRequestThatIsLargerThanABatchIsPredictedInOrder() throws Exception {
    GatedBackend gate = new GatedBackend();
    try (TestServer server = server(gate, 3, 4096)) {
      List<String> bodies = IntStream.range(0, 9).mapToObj(BatchingTest::body).toList();
      List<CompletableFuture<Reply>> together = together(server, gate, bodies);

      for (CompletableFuture<Reply> each : together) {
        assertEquals(200, each.get().status());
      }
      // Full ones, after the one that stood before the gate.
      assertEquals(1 + samples(9) / 3, server.figure("retort_batch_samples_count"));
      for (int i = 0; i < bodies.size(); i++) {
        assertEquals(server.post("/predict", bodies.get(i)).body(), together.get(i).get().body());
      }
    }
  }

  @Test
  void aSampleThatIsRefusedFailsItsOwnRequestAlone() throws Exception {
    GatedBackend gate = new GatedBackend();
    try (TestServer server = server(gate, 256, 4096)) {
      String good = "[[1, 2], [3, 4]]";
      List<CompletableFuture<Reply>> together =
          together(server, gate, List.of(good, "[[5, 6], [7, 8], [3e38, 3e38]]", good));

      String expected = server.post("/predict", good).body();
      assertEquals(expected, together.get(0).get().body());
      assertEquals(expected, together.get(2).get().body());
      Reply refused = together.get(1).get();
      assertEquals(400, refused.status());
      assertTrue(refused.error().startsWith("Sample 2, counted from 0: The"), refused.body());
    }
  }

  @Test
  void aBackendThatFailsIsTheServersFaultAndSaysNothingOfTheMachine() throws Exception {
    GatedBackend gate = new GatedBackend();
    try (TestServer server = server(gate, 256, 4096)) {
      gate.failing(true);
      Reply failed = server.post("/predict", "[[1, 2]]");
      assertEquals(500, failed.status());
      assertTrue(!failed.body().contains("secret"), failed.body());
      gate.failing(false);
      assertEquals(200, server.post("/predict", "[[1, 2]]").status());
      server.awaitFigure("retort_waiting_bytes", 0);
    }
  }

  @Test
  void whatDoesNotFitTheQueueIsToComeLater() throws Exception {
    GatedBackend gate = new GatedBackend();
    try (TestServer server = server(gate, 1, 2)) {
      gate.shut();
      CompletableFuture<Reply> computed = server.begin("/predict", "[[1, 2]]");
      gate.awaitBatch(computed);
      CompletableFuture<Reply> waiting = server.begin("/predict", "[[1, 2], [3, 4]]");
      server.awaitFigure("retort_queue_samples", 2);

      Reply refused = server.post("/predict", "[[1, 2]]");
      assertEquals(503, refused.status());
      assertEquals("1", refused.header("Retry-After"));
      assertTrue(refused.error().contains("2 of at most 2 wait"), refused.body());
      assertEquals(413, server.post("/predict", "[[1, 2], [3, 4], [5, 6]]").status());
      assertEquals(200, server.get("/v2/health/live").status());
      server.awaitFigure("retort_refused_total{reason=\"busy\"}", 1);

      gate.open();
      assertEquals(200, computed.get().status());
      assertEquals(200, waiting.get().status());
      assertEquals(200, server.post("/predict", "[[1, 2]]").status());
    }
  }

  private TestServer server(GatedBackend gate, int maxBatch, int maxQueue) {
    Student student = Student.load(StudentFolders.ofValues(folder), gate);
    return TestServer.of(
        student, settings -> settings.threads(1).maxBatch(maxBatch).maxQueue(maxQueue));
  }

  /** Sends requests while one stands before the gate, so that they wait together. */
  private static List<CompletableFuture<Reply>> together(
      TestServer server, GatedBackend gate, List<String> bodies) throws Exception {
    gate.shut();
    CompletableFuture<Reply> first = server.begin("/predict", "[[0, 0]]");
    gate.awaitBatch(first);
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    int samples = 0;
    for (String body : bodies) {
      replies.add(server.begin("/predict", body));
      samples += (int) body.chars().filter(c -> c == '[').count() - 1;
    }
    server.awaitFigure("retort_queue_samples", samples);
    gate.open();
    assertEquals(200, first.get().status());
    return replies;
  }

  /** As many samples as its number says, and one more. */
  private static String body(int number) {
    return IntStream.rangeClosed(0, number)
        .mapToObj(i -> "[" + (number + 0.1 * i) + ", " + (1 - i) + "]")
        .toList()
        .toString();
  }

  /** How many samples so many bodies have. */
  private static int samples(int bodies) {
    return bodies * (bodies + 1) / 2;
  }
}
