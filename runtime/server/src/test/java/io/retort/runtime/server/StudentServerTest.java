package io.retort.runtime.server;

import static io.retort.testkit.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.runtime.server.TestServer.Reply;
import io.retort.serving.Computation;
import io.retort.serving.Student;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start and stop. */
class StudentServerTest {
  @TempDir private Path folder;

  @Test
  void requestsUnderWayAreFinishedAndNewOnesAreNotTaken() throws Exception {
    GatedBackend gate = new GatedBackend();
    try (TestServer server = server(gate, settings -> settings.threads(1).maxBatch(1))) {
      String expected = server.post("/predict", "[[1, 2]]").body();
      gate.shut();
      List<CompletableFuture<Reply>> underWay = new ArrayList<>();
      underWay.add(server.begin("/predict", "[[1, 2]]"));
      gate.awaitBatch(underWay.get(0));
      underWay.add(server.begin("/predict", "[[1, 2]]"));
      while (server.figure("retort_queue_samples") < 1) {
        Thread.onSpinWait();
      }
      Thread closing = new Thread(server::close);
      closing.start();
      while (isOpen(server)) {
        Thread.onSpinWait();
      }
      assertFalse(gate.isClosed());
      gate.open();
      for (CompletableFuture<Reply> each : underWay) {
        assertEquals(expected, each.get().body());
      }
      closing.join();
      server.server().await();
      assertTrue(gate.isClosed());
      assertThrows(ConnectException.class, () -> server.get("/v2"));
    }
  }

  /** Whether new requests are taken. */
  private static boolean isOpen(TestServer server) throws InterruptedException {
    try {
      return server.get("/v2/health/ready").status() == 200;
    } catch (IOException stopped) {
      return false;
    }
  }

  @Test
  void aPredictionThatDoesNotEndKeepsTheStudentAndNotTheOneWhoCloses() throws Exception {
    GatedBackend gate = new GatedBackend();
    TestServer server = server(gate, settings -> settings.stopTimeout(Duration.ofMillis(10)));
    gate.shut();
    CompletableFuture<Reply> request = server.begin("/predict", "[[1, 2]]");
    gate.awaitBatch(request);

    server.close();
    server.close();

    // Finished or cut off, but not left waiting.
    request.handle((reply, failure) -> failure == null ? reply.status() : 0).get();
    gate.open();
    while (!gate.isClosed()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void threadsEndWithTheServer() throws Exception {
    for (int i = 0; i < 2; i++) {
      try (TestServer server = server(new GatedBackend(), UnaryOperator.identity())) {
        assertEquals(200, server.post("/predict", "[[1, 2]]").status());
        assertTrue(threads() > 0);
      }
      while (threads() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("retort-") && thread.isAlive())
        .count();
  }

  @Test
  void twoServersInOneProcessShareNoStudentAndNoCounters() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (TestServer table = TestServer.of(StudentFolders.ofTable(other))) {
      try (TestServer values = TestServer.of(StudentFolders.ofValues(folder))) {
        assertEquals(200, values.post("/predict", "[[1, 2]]").status());
        assertEquals(400, table.post("/predict", "[[1, 2]]").status());
      }
      assertEquals(200, table.post("/predict", "[[1, 2, 3]]").status());
      assertEquals(1, table.figure("retort_predictions_total"));
    }
  }

  @Test
  void anAddressThatCannotBeListenedOnIsNamedAndTheStudentIsClosed() throws Exception {
    StudentFolders.ofValues(folder);
    try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      GatedBackend backend = new GatedBackend();
      assertRefused(
          () -> server(backend, settings -> settings.port(used.getLocalPort())),
          "127.0.0.1, port " + used.getLocalPort(),
          "in use",
          "choose another port");
      assertTrue(backend.isClosed());
    }
    GatedBackend backend = new GatedBackend();
    assertRefused(
        () -> server(backend, settings -> settings.host("no.such.invalid")),
        "no.such.invalid",
        "no address",
        "choose another port or host");
    assertTrue(backend.isClosed());
  }

  /** Paths with some characters are refused, so that the model could not be reached. */
  @Test
  void aModelIsReachedByItsNameOrTheNameIsRefused() throws Exception {
    Path student = StudentFolders.ofValues(folder);
    for (String name : List.of("a b", "\u00e4+b", "a.b", "a:b@c", "'a'", "a?b#c", "...")) {
      try (Student loaded = Student.load(student, Computation.JAVA);
          TestServer server = TestServer.of(loaded, settings -> settings.name(name))) {
        String path = "/v2/models/" + URLEncoder.encode(name, UTF_8).replace("+", "%20");
        assertEquals(name, server.get(path).map().get("name"), name);
      }
    }
    for (String name : List.of("a/b", "a\\b", "a%b", "a;b", ".", "..", "a\nb", "\0")) {
      assertRefused(
          IllegalArgumentException.class,
          () -> ServerSettings.builder().name(name).build(),
          "name");
    }
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    ServerSettings.Builder settings = ServerSettings.builder();
    assertRefused(
        IllegalArgumentException.class, settings.port(70_000)::build, "port is 70000", "65,535");
    assertRefused(
        IllegalArgumentException.class, settings.port(0).maxBatch(0)::build, "batch is 0");
    settings.maxBatch(1).build();
  }

  @Test
  void aStudentIsCalledLikeItsExperimentOrItsFolder() throws Exception {
    assertEquals(
        folder.getFileName().toString(), ServerSettings.builder().nameOf(folder).build().name());
    Files.writeString(folder.resolve("student.json"), "{\"experiment\": \"my digits\"}");
    StudentFolders.ofValues(folder);
    ServerSettings settings = ServerSettings.builder().nameOf(folder).build();
    assertEquals("my digits", settings.name());
    try (TestServer server = server(new GatedBackend(), builder -> builder.name(settings.name()))) {
      assertEquals(200, server.get("/v2/models/my%20digits").status());
    }
    Files.writeString(folder.resolve("student.json"), "{");
    assertRefused(() -> ServerSettings.builder().nameOf(folder), "student.json");
  }

  @Test
  void everyRequestIsLoggedWhereThatIsWanted() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    try (TestServer server = server(new GatedBackend(), s -> s.accessLog(lines::add))) {
      server.get("/v2");
      server.get("/nothing");
    }
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).contains("\"GET /v2 HTTP/1.1\" 200"), lines.get(0));
    assertTrue(lines.get(1).contains("\"GET /nothing HTTP/1.1\" 404"), lines.get(1));
  }

  private TestServer server(GatedBackend backend, UnaryOperator<ServerSettings.Builder> change) {
    return TestServer.of(Student.load(StudentFolders.ofValues(folder), backend), change);
  }

  @Test
  void theStudentsOwnComputationServes() throws Exception {
    Student student = Student.load(StudentFolders.ofValues(folder), Computation.JAVA);
    try (TestServer server = TestServer.of(student, UnaryOperator.identity())) {
      assertEquals(200, server.post("/predict", "[[1, 2]]").status());
    }
    assertThrows(IllegalStateException.class, () -> student.predict(new float[] {1, 2}));
  }
}
