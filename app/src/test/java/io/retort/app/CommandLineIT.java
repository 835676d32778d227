package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, as users type them. */
class CommandLineIT {
  private static final String TINY =
      """
      name: tiny
      data: {kind: synthetic, shape: 6, outputs: 3, samples: 120, test-samples: 40}
      backend: {kind: dl4j, precision: f64}
      teacher:
        kind: network
        network:
          - {kind: dense, units: 12, activation: relu}
          - {kind: dense, units: 3}
        training: {epochs: 10, batch: 16}
      student:
        network:
          - {kind: dense, units: 3}
        training: {epochs: 4, batch: 16}
      strategy: temperature
      seeds: [1, 2]
      """;

  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
  }

  @Test
  void pluginsAreTheSameOnBothPaths() {
    Distribution.Outcome modules = retort.onModulePath("plugins", "list");
    Distribution.Outcome classes = retort.onClassPath("plugins", "list");

    assertEquals(0, modules.exitCode(), modules.err());
    assertEquals(names(modules.out()), names(classes.out()));
    assertTrue(modules.out().contains("temperature"), modules.out());
  }

  @Test
  void aRunGivesTheSameFiguresOnBothPathsAndCanBeEvaluated() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), TINY);

    Distribution.Outcome modules =
        retort.onModulePath("run", "tiny.yaml", "--set", "output=modules");
    Distribution.Outcome classes =
        retort.onClassPath("run", "tiny.yaml", "--set", "output=classes");
    Distribution.Outcome evaluated = retort.onModulePath("evaluate", "modules");

    assertEquals(0, modules.exitCode(), modules.err());
    assertEquals(0, classes.exitCode(), classes.err());
    assertTrue(modules.out().contains("student distilled"), modules.out());
    assertTrue(modules.out().contains("95% confidence interval"), modules.out());
    assertEquals(result("modules"), result("classes"));
    assertTrue(Files.exists(folder.resolve("modules/student/student.onnx")));
    assertEquals(0, evaluated.exitCode(), evaluated.err());
    String accuracy = evaluated.out().lines().findFirst().orElseThrow().replaceAll(".* ", "");
    assertTrue(result("modules").contains("\"accuracy\" : " + trimmed(accuracy)), evaluated.out());
  }

  @Test
  void anExporterTakesItsKeysFromTheCommandLine() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), TINY);
    Distribution.Outcome run =
        retort.onModulePath(
            "run",
            "tiny.yaml",
            "--set",
            "output=run",
            "--set",
            "seeds=[1]",
            "--set",
            "exporters=[]");
    assertEquals(0, run.exitCode(), run.err());

    Distribution.Outcome exported =
        retort.onModulePath(
            "export", "run", "java", "--set", "class-name=Tiny", "--set", "package-name=com.acme");
    Distribution.Outcome mistyped =
        retort.onModulePath("export", "run", "java", "--set", "class-nam=Tiny");
    Distribution.Outcome another =
        retort.onModulePath("export", "run", "java", "--set", "kind=dl4j-zip");

    assertEquals(0, exported.exitCode(), exported.err());
    Path file = folder.resolve("run/student/Tiny.java");
    assertTrue(Files.readString(file).startsWith("package com.acme;"));
    assertTrue(exported.out().contains("Tiny.java"), exported.out());
    assertEquals(1, mistyped.exitCode());
    assertTrue(
        mistyped.err().contains("--set class-nam=Tiny: there is no such key; did you mean"),
        mistyped.err());
    assertEquals(1, another.exitCode());
    assertTrue(another.err().contains("'java' is chosen"), another.err());
  }

  @Test
  void aSweepDrawsAMapAndWritesAConfigurationThatRuns() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), TINY);
    Files.writeString(
        folder.resolve("sweep.yaml"),
        """
        name: tiny-sweep
        experiment: tiny.yaml
        vary:
          strategy.temperature: [1, 4]
          strategy.soft-weight: {from: 0.2, to: 0.8, count: 3}
        seeds: [1, 2]
        """);

    Distribution.Outcome modules =
        retort.onModulePath("sweep", "sweep.yaml", "--set", "output=modules");
    Distribution.Outcome classes =
        retort.onClassPath("sweep", "sweep.yaml", "--set", "output=classes");
    Distribution.Outcome best = retort.onModulePath("run", "modules/best.yaml");

    assertEquals(0, modules.exitCode(), modules.err());
    assertEquals(0, classes.exitCode(), classes.err());
    assertTrue(modules.out().contains("strategy.soft-weight"), modules.out());
    List<String> table = Files.readAllLines(folder.resolve("modules/table.csv"));
    assertEquals(1 + 6, table.size());
    assertEquals(table, Files.readAllLines(folder.resolve("classes/table.csv")));
    BufferedImage map = ImageIO.read(folder.resolve("modules/heat-map.png").toFile());
    assertTrue(map.getWidth() > map.getHeight() / 2, map.toString());
    assertEquals(0, best.exitCode(), best.err());
    assertTrue(best.out().contains("student distilled"), best.out());
  }

  @Test
  void aFileThatATeacherHasLabelledTeachesAStudent() throws IOException {
    Files.writeString(
        folder.resolve("label.yaml"),
        """
        backend: {kind: dl4j, precision: f64}
        data: {kind: digits, shape: vector, unlabelled: 1600}
        teacher:
          kind: network
          network: [{kind: dense, units: 10}]
          training: {epochs: 60, batch: 32}
        threshold: 0.2
        output: new.csv.gz
        """);
    Files.writeString(
        folder.resolve("learn.yaml"),
        """
        name: learn
        backend: {kind: dl4j, precision: f64}
        data: {kind: labelled, file: new.csv.gz}
        teacher: {kind: recorded, file: new.csv.gz}
        student: {network: [{kind: dense, units: 10}], training: {epochs: 3, batch: 32}}
        strategy: soft-label
        seeds: [1, 2]
        output: learnt
        """);

    Distribution.Outcome labelled =
        retort.onModulePath("label", "label.yaml", "--set", "output=new.csv");
    Distribution.Outcome packed = retort.onClassPath("label", "label.yaml");
    Distribution.Outcome learnt = retort.onModulePath("run", "learn.yaml");

    assertEquals(0, labelled.exitCode(), labelled.err());
    assertTrue(labelled.out().contains("of 1,600 samples are labelled"), labelled.out());
    assertEquals(0, packed.exitCode(), packed.err());
    try (InputStream file = Files.newInputStream(folder.resolve("new.csv.gz"));
        InputStream plain = new GZIPInputStream(file)) {
      assertEquals(
          Files.readString(folder.resolve("new.csv")),
          new String(plain.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertEquals(0, learnt.exitCode(), learnt.err());
    assertTrue(learnt.out().contains("student distilled"), learnt.out());
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceWithoutAStackTrace() throws IOException {
    Files.writeString(
        folder.resolve("bad.yaml"),
        TINY.replace("kind: dense, units: 12", "kind: dense, unitz: 12")
            .replace("strategy: temperature", "strategy: temperatur"));

    Distribution.Outcome outcome = retort.onModulePath("validate", "bad.yaml");

    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.err().contains("bad.yaml:7:"), outcome.err());
    assertTrue(outcome.err().contains("did you mean 'units'?"), outcome.err());
    assertTrue(outcome.err().contains("did you mean 'temperature'?"), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
  }

  @Test
  void anUnavailableBackendIsListedAndRefusedWithItsReason() throws IOException {
    Files.writeString(folder.resolve("tiny.yaml"), TINY);
    Distribution.Outcome listed = retort.onModulePath("plugins", "list");
    Matcher cuda = Pattern.compile("backend +cuda .* unavailable: (.+)").matcher(listed.out());
    // A machine with a driver has a reason of its own; either way the reason is what a run says.
    assertTrue(cuda.find(), listed.out());

    Distribution.Outcome run =
        retort.onModulePath("run", "tiny.yaml", "--set", "backend={kind: cuda}");

    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains(cuda.group(1)), run.err());
    assertFalse(Files.exists(folder.resolve("runs")), "a run that never began left a folder");
  }

  @Test
  void aCommandThatDoesNotExistIsAUsageError() {
    Distribution.Outcome outcome = retort.onModulePath("frobnicate");

    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().contains("frobnicate"), outcome.err());
  }

  private static String names(String listing) {
    return listing.lines().map(line -> line.replaceAll("(\\S+ +\\S+).*", "$1")).toList().toString();
  }

  /** The figures of a run, without what differs from run to run. */
  private String result(String run) throws IOException {
    return Files.readString(folder.resolve(run).resolve("result.json"))
        .replaceAll("\"seconds\" : [0-9.E-]+", "")
        // Files that hold times too.
        .replaceAll("\"(run.json|metrics.jsonl|report.html|summary.txt)\" : \"[0-9a-f]+\"", "");
  }

  private static String trimmed(String figure) {
    return figure.replaceAll("0+$", "");
  }
}
