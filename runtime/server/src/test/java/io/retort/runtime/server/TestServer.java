package io.retort.runtime.server;

import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.serving.Computation;
import io.retort.serving.Student;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A server, and a client of it. */
final class TestServer implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StudentServer server;

  private TestServer(StudentServer server) {
    this.server = server;
  }

  static TestServer of(Path student) {
    return of(Student.load(student, Computation.JAVA), UnaryOperator.identity());
  }

  static TestServer of(Student student, UnaryOperator<ServerSettings.Builder> change) {
    ServerSettings.Builder settings = ServerSettings.builder().port(0).name("small");
    return new TestServer(StudentServer.start(student, change.apply(settings).build()));
  }

  /** A response that was read. */
  record Reply(int status, HttpHeaders headers, String body) {
    Map<String, Object> map() throws IOException {
      return JSON.std.mapFrom(body);
    }

    List<Object> list() throws IOException {
      return JSON.std.listFrom(body);
    }

    String error() throws IOException {
      return (String) map().get("error");
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  StudentServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  Reply post(String path, String json) throws IOException, InterruptedException {
    return post(path, json.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  Reply post(String path, byte[] body, String type) throws IOException, InterruptedException {
    return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  CompletableFuture<Reply> begin(String path, String json) {
    return client
        .sendAsync(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build(),
            BodyHandlers.ofString())
        .thenApply(TestServer::reply);
  }

  Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return reply(client.send(request.build(), BodyHandlers.ofString()));
  }

  private static Reply reply(HttpResponse<String> response) {
    return new Reply(response.statusCode(), response.headers(), response.body());
  }

  /** A connection of its own. */
  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port());
  }

  /** What the server sends for these bytes, until it closes the connection. */
  String exchange(String bytes) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The value of a figure of the server's, by its name and labels. */
  double figure(String name) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  /** Waits until a figure, which is counted when a response has been sent, has a value. */
  void awaitFigure(String name, double value) throws IOException, InterruptedException {
    while (figure(name) != value) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
