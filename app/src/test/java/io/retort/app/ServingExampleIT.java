package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retort.serving.Computation;
import io.retort.serving.Student;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The project {@code examples/serving}, built from published artefacts alone and started as its
 * page says.
 */
class ServingExampleIT {
  private static final Path CHECKOUT =
      Path.of(System.getProperty("launcher")).toAbsolutePath().getParent().normalize();
  private static final Map<String, Object> ROW =
      Map.of("length", 1.25, "width", "3.5", "colour", "green", "unknown", 1);

  @TempDir private static Path folder;
  private static Distribution retort;
  private static Path jars;

  @BeforeAll
  static void trainAndBuild() throws IOException {
    retort = new Distribution(folder);
    train();
    MavenRepository repository =
        new MavenRepository(folder.resolve("repository"))
            .installParent(CHECKOUT)
            .installPom(CHECKOUT.resolve("runtime/bom"), "retort-bom")
            .installPom(CHECKOUT.resolve("runtime"), "retort-runtime")
            .installPom(CHECKOUT.resolve("backends-cpu"), "retort-backends-cpu")
            .install(CHECKOUT.resolve("core"), "retort-core")
            .install(CHECKOUT.resolve("runtime/common"), "retort-runtime-common")
            .install(CHECKOUT.resolve("runtime/serving"), "retort-serving")
            .install(CHECKOUT.resolve("backends-cpu/natives"), "retort-backend-natives")
            .install(CHECKOUT.resolve("backends-cpu/onednn"), "retort-backend-onednn");
    Path project = CHECKOUT.resolve("examples/serving");
    Path copy = Files.createDirectory(folder.resolve("project"));
    for (String file :
        List.of(
            "pom.xml",
            "src/main/java/module-info.java",
            "src/main/java/com/acme/serving/StudentService.java")) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(project.resolve(file), copy.resolve(file));
    }
    List<String> maven = new ArrayList<>();
    maven.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    maven.addAll(List.of("-B", "-ntp", "-Dmaven.repo.local=" + repository.root()));
    if ("offline=true".equals(System.getProperty("maven.mode"))) {
      maven.add("-o");
    }
    Distribution.Outcome build =
        retort.run(maven, "package", "-f", copy.resolve("pom.xml").toString());
    assertEquals(0, build.exitCode(), build.out());
    jars = copy.resolve("target/jars");
  }

  private static void train() throws IOException {
    Random random = new Random(1);
    StringBuilder table = new StringBuilder("length,width,colour,kind\n");
    for (int i = 0; i < 120; i++) {
      int kind = i % 3;
      table.append(
          String.format(
              Locale.ROOT,
              "%.3f,%.3f,%s,%s%n",
              kind + random.nextGaussian(),
              random.nextGaussian() - kind,
              random.nextBoolean() ? "red" : "green",
              "abc".charAt(kind)));
    }
    Files.writeString(folder.resolve("table.csv"), table);
    Files.writeString(
        folder.resolve("table.yaml"),
        """
        name: table
        data: {kind: csv, file: table.csv, label: kind, categorical: [colour]}
        teacher: none
        student:
          network: [{kind: dense, units: 5, activation: tanh}, {kind: dense, units: 3}]
          training: {epochs: 5}
        strategy: labels
        exporters: []
        seeds: [1]
        output: run
        """);
    Distribution.Outcome run = retort.onModulePath("run", "table.yaml");
    assertEquals(0, run.exitCode(), run.err());
    // What is left is the student.
    Files.delete(folder.resolve("table.csv"));
  }

  @ParameterizedTest
  @CsvSource({"true,backend", "false,backend", "true,java", "false,java"})
  void predictionsOverHttpAreTheStudentsToTheBit(boolean modules, String computation)
      throws IOException {
    float[] expected;
    try (Student student = load(computation)) {
      expected = student.predict(ROW);
    }
    try (Service service = start(modules, computation)) {
      assertTrue(
          service.greeting.endsWith(computation.equals("java") ? " by java" : " by onednn"),
          service.greeting);

      Reply reply = service.post(new ObjectMapper().writeValueAsString(ROW));

      assertEquals(200, reply.status(), reply.body());
      JsonNode named = new ObjectMapper().readTree(reply.body());
      assertEquals(3, named.size());
      for (int i = 0; i < 3; i++) {
        assertEquals(
            expected[i], Float.parseFloat(named.get("abc".substring(i, i + 1)).asText()), 0);
      }
    }
  }

  @Test
  void theCommandLinePredictsTheSame() throws IOException {
    Files.writeString(
        folder.resolve("row.jsonl"), new ObjectMapper().writeValueAsString(ROW) + "\n");

    Distribution.Outcome predicted =
        retort.onModulePath("predict", "run", "row.jsonl", "--out", "predicted.csv");

    assertEquals(0, predicted.exitCode(), predicted.err());
    List<String> lines = Files.readAllLines(folder.resolve("predicted.csv"));
    String[] header = lines.get(0).split(",", -1);
    String[] values = lines.get(1).split(",", -1);
    try (Student student = load("backend")) {
      float[] expected = student.predict(ROW);
      int compared = 0;
      for (int i = 0; i < header.length; i++) {
        if (header[i].startsWith("probability:")) {
          int kind = "abc".indexOf(header[i].charAt(header[i].length() - 1));
          assertEquals(expected[kind], Float.parseFloat(values[i]), 0, header[i]);
          compared++;
        }
      }
      assertEquals(3, compared, lines.get(0));
    }
  }

  @Test
  void whatIsNoRowIsRefusedAndTheServiceGoesOn() throws IOException {
    try (Service service = start(true, "java")) {
      Reply noRow = service.post("[1, 2]");
      Reply noNumber = service.post("{\"length\": \"long\", \"width\": 1, \"colour\": \"red\"}");

      assertEquals(400, noRow.status());
      assertTrue(noRow.body().contains("a row is a JSON object"), noRow.body());
      assertEquals(400, noNumber.status());
      assertTrue(noNumber.body().contains("length"), noNumber.body());
      assertEquals(200, service.post(new ObjectMapper().writeValueAsString(ROW)).status());
    }
  }

  private static Student load(String computation) {
    return Student.load(
        folder.resolve("run/student"), Computation.valueOf(computation.toUpperCase(Locale.ROOT)));
  }

  private static Service start(boolean modules, String computation) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        modules
            ? List.of(
                "-p", jars.toString(), "-m", "com.acme.serving/com.acme.serving.StudentService")
            : List.of("-cp", jars + "/*", "com.acme.serving.StudentService"));
    command.addAll(List.of(folder.resolve("run/student").toString(), "0", computation));
    Path errors = Files.createTempFile(folder, "service", ".err");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String greeting =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (greeting == null) {
      process.destroyForcibly();
      throw new IllegalStateException(Files.readString(errors));
    }
    return new Service(process, greeting);
  }

  /** The service in a process of its own, when it has said where it listens. */
  private record Service(Process process, String greeting) implements AutoCloseable {

    Reply post(String row) throws IOException {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create(greeting.substring(0, greeting.indexOf(' '))).toURL().openConnection();
      connection.setDoOutput(true);
      connection.getOutputStream().write(row.getBytes(StandardCharsets.UTF_8));
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new Reply(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }

  private record Reply(int status, String body) {}
}
