package io.retort.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.runtime.server.TestServer.Reply;
import io.retort.serving.Computation;
import io.retort.serving.Student;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send too much, too slowly, or do not read. */
class LimitsTest {
  private static final int LIMIT = 10_000;

  /** So long that no request comes too late on a machine that is busy. */
  private static final Duration IDLE = Duration.ofMillis(500);

  @TempDir private Path folder;

  @Test
  void aBodyOverTheLimitIsRefusedAndTheClientReadsWhy() throws Exception {
    try (TestServer server = server(settings -> settings.maxBody(LIMIT))) {
      byte[] body = new byte[LIMIT + 1];
      List<Reply> replies =
          List.of(
              server.post("/predict", body, "application/json"),
              // Without a length: in chunks.
              server.send(
                  server
                      .request("/predict")
                      .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))));
      for (Reply reply : replies) {
        assertEquals(413, reply.status());
        assertTrue(reply.error().contains("larger than 10000 bytes"), reply.body());
      }
      assertEquals(400, server.post("/predict", new byte[LIMIT], "application/json").status());
      server.awaitFigure("retort_waiting_bytes", 0);
    }
  }

  @Test
  void aBodyOfAGigabyteIsRefusedBeforeItIsSent() throws Exception {
    try (TestServer server = server(UnaryOperator.identity())) {
      String head = "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n";
      assertTrue(server.exchange(head + "Expect: 100-continue\r\n\r\n").startsWith("HTTP/1.1 413"));
      try (Socket socket = server.connect()) {
        send(socket, head + "\r\n[[");
        String line = "HTTP/1.1 413 Payload Too Large";
        assertEquals(
            line,
            new String(
                socket.getInputStream().readNBytes(line.length()), StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void aBodyThatDoesNotArriveEndsTheConnectionAlone() throws Exception {
    try (TestServer server = server(settings -> settings.idleTimeout(IDLE))) {
      String reply =
          server.exchange("POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n[[1");
      assertTrue(reply.startsWith("HTTP/1.1 408"), reply);
      assertEquals(200, server.post("/predict", "[[1, 2]]").status());
      server.awaitFigure("retort_waiting_bytes", 0);
    }
  }

  @Test
  void aBodyThatArrivesByteByByteIsRefusedWhenItsTimeIsOver() throws Exception {
    try (TestServer server = server(settings -> settings.bodyTimeout(IDLE));
        Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n["
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      // Far more bytes than are sent one by one in that time; the connection is never idle.
      assertThrows(
          SocketException.class,
          () -> {
            for (int i = 0; i < 9_000_000; i++) {
              out.write(' ');
            }
          });
      String line = "HTTP/1.1 408";
      assertEquals(
          line,
          new String(socket.getInputStream().readNBytes(line.length()), StandardCharsets.US_ASCII));
      server.awaitFigure("retort_waiting_bytes", 0);
      assertEquals(200, server.post("/predict", "[[1, 2]]").status());
    }
  }

  @Test
  void aRequestMayWaitLongerThanAConnectionMayBeIdle() throws Exception {
    GatedBackend gate = new GatedBackend();
    Student student = Student.load(StudentFolders.ofValues(folder), gate);
    try (TestServer server = TestServer.of(student, settings -> settings.idleTimeout(IDLE))) {
      gate.shut();
      CompletableFuture<Reply> waiting = server.begin("/predict", "[[1, 2]]");
      gate.awaitBatch(waiting);
      // Connections of others come to their timeouts meanwhile, one after the other.
      for (int i = 0; i < 2; i++) {
        server.exchange("POST /predict HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n[");
      }
      gate.open();
      assertEquals(200, waiting.get().status());
    }
  }

  @Test
  void clientsThatDoNotReadHinderNobodyAndAreCutOff() throws Exception {
    try (TestServer server = server(settings -> settings.idleTimeout(IDLE))) {
      String samples = "[[1.5, 2.5]" + ", [1.5, 2.5]".repeat(4000) + "]";
      String request =
          "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
              + samples.length()
              + "\r\n\r\n"
              + samples;
      List<Socket> sockets = new ArrayList<>();
      try {
        for (int i = 0; i < 8; i++) {
          Socket socket = new Socket();
          socket.setReceiveBufferSize(4096);
          socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
          sockets.add(socket);
          // Many responses, more than the buffers of the system hold.
          Thread sender = new Thread(() -> sendUntilCutOff(socket, request.repeat(20)));
          sender.setDaemon(true);
          sender.start();
        }
        assertEquals(200, server.post("/predict", "[[1, 2]]").status());
        // Cut off, they keep no memory; the last connection is the one that asks.
        while (server.figure("retort_waiting_bytes") > 0
            || server.figure("retort_open_connections") > 1) {
          Thread.onSpinWait();
        }
        for (Socket socket : sockets) {
          assertTrue(isCutOff(socket));
        }
        assertEquals(200, server.post("/predict", "[[1, 2]]").status());
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }

  @Test
  void aRefusedBodyThatArrivesByteByByteEndsTheConnection() throws Exception {
    try (TestServer server = server(settings -> settings.bodyTimeout(IDLE));
        Socket socket = server.connect()) {
      send(socket, "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n[");
      String line = "HTTP/1.1 404 Not Found";
      assertEquals(
          line,
          new String(socket.getInputStream().readNBytes(line.length()), StandardCharsets.US_ASCII));
      assertThrows(
          SocketException.class,
          () -> {
            for (int i = 0; i < 9_000_000; i++) {
              socket.getOutputStream().write(' ');
            }
          });
    }
  }

  @Test
  void moreConnectionsThanAllowedWaitForTheirTurn() throws Exception {
    try (TestServer server = server(settings -> settings.maxConnections(1))) {
      String live = "GET /v2/health/live HTTP/1.1\r\nHost: a\r\n";
      String close = "Connection: close\r\n\r\n";
      try (Socket first = server.connect()) {
        send(first, live + "\r\n");
        assertEquals('H', first.getInputStream().read());
        try (Socket second = server.connect()) {
          send(second, live + close);
          // Many, so that the second would have its turn meanwhile.
          String figures = "GET /metrics HTTP/1.1\r\nHost: a\r\n";
          send(first, (figures + "\r\n").repeat(200) + figures + close);
          List<String> connections =
              new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                  .lines()
                  .filter(line -> line.startsWith("retort_open_connections "))
                  .toList();
          assertEquals(Collections.nCopies(201, "retort_open_connections 1.0"), connections);
          String reply = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          assertTrue(reply.startsWith("HTTP/1.1 200"), reply);
        }
      }
    }
  }

  private static void send(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void sendUntilCutOff(Socket socket, String bytes) {
    try {
      send(socket, bytes);
    } catch (IOException cutOff) {
      // As is expected.
    }
  }

  /** Whether the responses end before all requests have one. */
  private static boolean isCutOff(Socket socket) throws IOException {
    long size = 0;
    try (InputStream in = socket.getInputStream()) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
      }
    } catch (IOException reset) {
      return true;
    }
    return size < 20 * 4000 * 50;
  }

  private TestServer server(UnaryOperator<ServerSettings.Builder> change) {
    return TestServer.of(Student.load(StudentFolders.ofValues(folder), Computation.JAVA), change);
  }
}
