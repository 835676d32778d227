package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.text.TokenizerProvider;
import io.retort.testkit.jar.SourceJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Students whose tokenizer is in a plugin folder, predicted with on the command line. */
class PluginTokenizerTest {
  private static final String EXPERIMENT =
      """
      name: sounds
      data:
        kind: csv
        file: sounds.csv
        label: sound
        text: {column: text, tokenizer: letters, length: 4}
      split: {test: 0.25}
      teacher:
        kind: network
        network: [{kind: embedding-bag, vocabulary: 26, size: 2}, {kind: dense, units: 2}]
        training: {epochs: 2, batch: 8}
      student:
        network: [{kind: embedding-bag, vocabulary: 26, size: 2}, {kind: dense, units: 2}]
        training: {epochs: 2, batch: 8}
      strategy: temperature
      """;

  /** A letter is its place in the alphabet. */
  private static final String LETTERS =
      """
      package com.acme;

      import io.retort.core.plugin.Context;
      import io.retort.core.text.SavedTokenizer;
      import io.retort.core.text.Tokenizer;
      import io.retort.core.text.TokenizerProvider;
      import java.util.Map;

      public record Letters() implements Tokenizer {
        @Override public int vocabulary() { return 26; }
        @Override public int[] tokens(String text, int most) {
          return text.chars().map(letter -> letter - 'a').limit(most).toArray();
        }
        @Override public SavedTokenizer saved() { return new SavedTokenizer("letters", Map.of()); }

        public static final class Provider implements TokenizerProvider<Letters> {
          @Override public String name() { return "letters"; }
          @Override public Class<Letters> configuration() { return Letters.class; }
          @Override public Tokenizer create(Letters letters, Context context) { return letters; }
          @Override public Tokenizer restore(Map<String, String> settings) { return new Letters(); }
        }
      }
      """;

  @TempDir private Path folder;
  private String plugins;

  @BeforeEach
  void train() throws IOException {
    plugins = plugin("plugins/acme.jar").getParent().toString();
    StringBuilder rows = new StringBuilder("text,sound\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 2 == 0 ? "abac,hard\n" : "xyz,soft\n");
    }
    Files.writeString(folder.resolve("sounds.csv"), rows);
    Path file = Files.writeString(folder.resolve("sounds.yaml"), EXPERIMENT);
    Said run = retort("run", file.toString(), "--plugins", plugins, "--set", "output=" + run());
    assertEquals(0, run.code(), run.err());
  }

  private Path plugin(String jar) {
    return new SourceJar()
        .source("com.acme.Letters", LETTERS)
        .service(TokenizerProvider.class, "com.acme.Letters$Provider")
        .api()
        .write(folder.resolve(jar));
  }

  private record Said(int code, String err) {}

  private static Said retort(String... arguments) {
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            Main.commandLine()
                .setOut(new PrintWriter(new StringWriter(), true))
                .setErr(new PrintWriter(err, true)),
            arguments);
    return new Said(code, err.toString());
  }

  private String run() {
    return folder.resolve("run").toString();
  }

  private List<String> predicted(String name, String line) throws IOException {
    Path file = Files.writeString(folder.resolve(name), line + "\n");
    Path out = folder.resolve(name + "-predicted.csv");
    Said said =
        retort("predict", run(), file.toString(), "--out", out.toString(), "--plugins", plugins);
    assertEquals(0, said.code(), said.err());
    return Files.readAllLines(out);
  }

  @Test
  void predictSplitsTextsByThePlugin() throws IOException {
    List<String> ofText = predicted("texts.txt", "bad");
    assertEquals(predicted("tokens.jsonl", "[1, 0, 3, -1]"), ofText);
    assertEquals(2, ofText.size());
  }

  @Test
  void serveSplitsTextsByThePlugin() throws Exception {
    String row = predicted("tokens.jsonl", "[1, 0, 3, -1]").get(1);
    String probability = row.substring(row.lastIndexOf(',') + 1);
    PipedReader said = new PipedReader();
    PrintWriter out = new PrintWriter(new PipedWriter(said), true);
    Thread server =
        new Thread(
            () ->
                Main.run(
                    Main.commandLine().setOut(out),
                    "serve",
                    run(),
                    "--port=0",
                    "--plugins=" + plugins));
    server.start();
    try (BufferedReader lines = new BufferedReader(said)) {
      String line = lines.readLine();
      String answer = post(line.substring(line.indexOf("http://")) + "/predict");
      assertTrue(answer.contains(":" + probability), answer + " has not " + probability);
    } finally {
      server.interrupt();
      server.join();
    }
  }

  private static String post(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.getOutputStream().write("{\"text\": \"bad\"}".getBytes(StandardCharsets.UTF_8));
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aTokenizerThatIsNotThereOrThereTwiceIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("texts.txt"), "bad\n");
    Path none = Files.createDirectory(folder.resolve("none"));
    Said absent = retort("predict", run(), file.toString(), "--plugins", none.toString());
    assertEquals(1, absent.code());
    assertTrue(
        absent.err().contains("no tokenizer 'letters'") && absent.err().contains("--plugins"),
        absent.err());

    plugin("plugins/beta.jar");
    Said twice = retort("predict", run(), file.toString(), "--plugins", plugins);
    assertEquals(1, twice.code());
    assertTrue(twice.err().contains("[acme:letters, beta:letters]"), twice.err());
  }
}
