package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code retort serve}, as users start and stop it. */
class ServeIT {
  private static final String FLOWERS =
      """
      name: flowers
      data: {kind: csv, file: flowers.csv, label: kind, categorical: colour}
      teacher: {kind: network, network: {kind: dense, units: 2}, training: {epochs: 2, batch: 8}}
      student: {network: {kind: dense, units: 2}, training: {epochs: 2, batch: 8}}
      strategy: temperature
      seeds: [1, 2]
      output: flowers
      """;

  private static final String ROW = "{\"length\": 6.5, \"colour\": \"red\"}";

  /** The exit code of a process that the signal TERM has ended. */
  private static final int TERMINATED = 143;

  @TempDir private Path folder;

  @Test
  void aServedStudentSaysWhatPredictSaysAndStopsWhenItIsTold() throws Exception {
    Distribution retort = new Distribution(folder);
    StringBuilder rows = new StringBuilder("length,colour,kind\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i / 10.0).append(i % 2 == 0 ? ",red," : ",blue,").append(i < 30 ? "a" : "b");
      rows.append('\n');
    }
    Files.writeString(folder.resolve("flowers.csv"), rows);
    Files.writeString(folder.resolve("flowers.yaml"), FLOWERS);
    Files.writeString(folder.resolve("row.jsonl"), ROW + "\n");
    Distribution.Outcome run = retort.onModulePath("run", "flowers.yaml");
    assertEquals(0, run.exitCode(), run.err());
    Distribution.Outcome predicted = retort.onModulePath("predict", "flowers", "row.jsonl");
    assertEquals(0, predicted.exitCode(), predicted.err());

    Process server = retort.start("serve", "flowers", "--port", "0");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      Matcher address =
          Pattern.compile("'flowers' .* at (http://127\\.0\\.0\\.1:\\d+)").matcher(line);
      assertTrue(address.find(), line);
      String url = address.group(1);

      String reply = send(url + "/predict", ROW);
      assertEquals(predicted.out().strip(), reply.replaceFirst("\\{", "{\"source\":\"1\","));
      String metrics = send(url + "/metrics", "");
      assertTrue(metrics.contains("retort_predictions_total 1.0"), metrics);
      String about = send(url + "/v2", "");
      assertTrue(about.contains("\"version\":\"" + Version.current() + "\""), about);

      String port = url.substring(url.lastIndexOf(':') + 1);
      Distribution.Outcome second = retort.onModulePath("serve", "flowers", "--port", port);
      assertNotEquals(0, second.exitCode());
      assertTrue(second.err().contains("port " + port + ": address already in use"), second.err());
    } finally {
      server.destroy();
    }
    assertEquals(TERMINATED, server.waitFor());
  }

  /** Posts a body, or gets where there is none. */
  private static String send(String url, String body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Content-Type", "application/json");
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
