package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
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

  @TempDir private Path folder;
  private String plugins;

  @BeforeEach
  void train() throws IOException {
    plugins = Letters.plugin(folder.resolve("plugins/acme.jar")).getParent().toString();
    StringBuilder rows = new StringBuilder("text,sound\n");
    for (int i = 0; i < 40; i++) {
      rows.append(i % 2 == 0 ? "abac,hard\n" : "xyz,soft\n");
    }
    Files.writeString(folder.resolve("sounds.csv"), rows);
    Path file = Files.writeString(folder.resolve("sounds.yaml"), EXPERIMENT);
    CommandResult run =
        CommandResult.by("run", file.toString(), "--plugins", plugins, "--set", "output=" + run());
    assertEquals(0, run.code(), run.err());
  }

  private String run() {
    return folder.resolve("run").toString();
  }

  private List<String> predicted(String name, String line) throws IOException {
    Path file = Files.writeString(folder.resolve(name), line + "\n");
    Path out = folder.resolve(name + "-predicted.csv");
    CommandResult said =
        CommandResult.by(
            "predict", run(), file.toString(), "--out", out.toString(), "--plugins", plugins);
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
      String reply = post(line.substring(line.indexOf("http://")) + "/predict");
      assertTrue(reply.contains(":" + probability), reply + " has not " + probability);
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
    CommandResult absent =
        CommandResult.by("predict", run(), file.toString(), "--plugins", none.toString());
    assertEquals(1, absent.code());
    assertTrue(
        absent.err().contains("no tokenizer 'letters'") && absent.err().contains("--plugins"),
        absent.err());

    Letters.plugin(folder.resolve("plugins/beta.jar"));
    CommandResult twice = CommandResult.by("predict", run(), file.toString(), "--plugins", plugins);
    assertEquals(1, twice.code());
    assertTrue(twice.err().contains("[acme:letters, beta:letters]"), twice.err());
  }

  @Test
  void aTokenizerThatIsCalledLikeOneOfRetortIsNotLoaded() {
    Path jar = Letters.plugin(folder.resolve("clash/acme.jar"), "hashed-ngrams");
    String sentence = "Retort has a tokenizer of this name";
    CommandResult doctor = CommandResult.by("plugins", "doctor", jar.toString());
    assertEquals(1, doctor.code());
    assertTrue(doctor.out().contains(sentence), doctor.out());

    String[] run = {
      "run",
      folder.resolve("sounds.yaml").toString(),
      "--plugins=" + jar.getParent(),
      "--set=output=" + folder.resolve("clash/run"),
      "--set=data.text.tokenizer=acme:hashed-ngrams"
    };
    CommandResult refused = CommandResult.by(run);
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains(sentence), refused.err());
    run[run.length - 1] = "--set=data.text.tokenizer={kind: hashed-ngrams, buckets: 26}";
    CommandResult own = CommandResult.by(run);
    assertEquals(0, own.code(), own.err());
  }
}
