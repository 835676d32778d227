package com.acme.serving;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.retort.core.RetortException;
import io.retort.serving.Computation;
import io.retort.serving.Student;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes a row of the student's table as a JSON object by {@code POST /}, and responds with the
 * probability of each class, or with values.
 */
public final class StudentService {
  private static final int LONGEST_ROW = 1 << 20;
  private static final int GRACE_SECONDS = 1;

  private StudentService() {}

  /**
   * Starts the service.
   *
   * @param arguments the student's folder, the port or 0, and {@code auto}, {@code backend} or
   *     {@code java}
   */
  public static void main(String[] arguments) throws IOException {
    Computation computation = Computation.valueOf(arguments[2].toUpperCase(Locale.ROOT));
    Student student = Student.load(Path.of(arguments[0]), computation);
    // Otherwise the body of a response waits until the client has confirmed its header, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress("localhost", Integer.parseInt(arguments[1])), /* backlog= */ 0);
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    server.setExecutor(threads);
    server.createContext("/", exchange -> respond(student, exchange));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop(GRACE_SECONDS);
                  threads.shutdown();
                  student.close();
                }));
    server.start();
    System.out.println(
        "http://localhost:" + server.getAddress().getPort() + " by " + student.computedBy());
  }

  private static void respond(Student student, HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_ROW + 1);
      if (!exchange.getRequestMethod().equals("POST")) {
        send(exchange, 405, Map.of("error", "POST a row as a JSON object"));
      } else if (body.length > LONGEST_ROW) {
        send(exchange, 413, Map.of("error", "a row has at most " + LONGEST_ROW + " bytes"));
      } else {
        predict(student, exchange, body);
      }
    }
  }

  private static void predict(Student student, HttpExchange exchange, byte[] body)
      throws IOException {
    Map<String, Object> row;
    try {
      row = JSON.std.mapFrom(body);
    } catch (IOException noObject) {
      send(exchange, 400, Map.of("error", "a row is a JSON object: " + noObject.getMessage()));
      return;
    }
    try {
      send(exchange, 200, named(student.heads().get(0).names(), student.predict(row)));
    } catch (RetortException | IllegalStateException refused) {
      send(exchange, 400, Map.of("error", refused.getMessage()));
    }
  }

  private static Map<String, Float> named(List<String> names, float[] prediction) {
    Map<String, Float> named = new LinkedHashMap<>();
    for (int i = 0; i < prediction.length; i++) {
      named.put(names.get(i), prediction[i]);
    }
    return named;
  }

  private static void send(HttpExchange exchange, int status, Map<String, ?> reply)
      throws IOException {
    byte[] body = JSON.std.asBytes(reply);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
