package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/extending-runs.md, built from the page and used as it says. */
class ExtensionsIT {
  private static final PagePlugin EXAMPLE =
      new PagePlugin("extending-runs.md", "com.acme.tracking.TrackingModule", 3);

  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
    Files.writeString(
        folder.resolve("tiny.yaml"),
        """
        name: tiny
        data: {kind: synthetic, shape: 6, outputs: 3, samples: 120, test-samples: 40}
        backend: {kind: dl4j, precision: f64}
        teacher: {kind: network, network: [{kind: dense, units: 3}], training: {epochs: 2}}
        student: {network: [{kind: dense, units: 3}], training: {epochs: 2}}
        strategy: temperature
        seeds: [1]
        """);
  }

  private void assertTracked(Distribution.Outcome run) throws IOException {
    assertEquals(0, run.exitCode(), run.err());
    Path zip = folder.resolve("tiny.zip");
    assertTrue(run.out().contains("is in jar:" + zip.toUri()), run.out());
    List<String> epochs = Files.readAllLines(folder.resolve("epochs.csv"));
    assertTrue(
        epochs.stream().anyMatch(line -> line.startsWith("tiny,distilled,1,2,")),
        epochs.toString());
    try (FileSystem kept = FileSystems.newFileSystem(zip)) {
      for (String name :
          List.of(
              "tracking.txt",
              "config.yaml",
              "metrics.jsonl",
              "result.json",
              "run.json",
              "teacher/weights.safetensors",
              "student/weights.safetensors",
              "student/student.json",
              "student/student.onnx")) {
        assertTrue(Files.size(kept.getPath(name)) > 0, name);
      }
      String record = Files.readString(kept.getPath("run.json"));
      assertTrue(record.contains("com.acme.tracking.TrackingModule"), record);
    }
    assertTrue(Files.notExists(folder.resolve("runs")));
    Files.delete(zip);
    Files.delete(folder.resolve("epochs.csv"));
  }

  @Test
  void theExampleWorksFromAPluginFolderOnBothPaths() throws IOException {
    EXAMPLE.write(folder.resolve("plugins/acme-tracking-1.0.jar"));
    List<String> home = List.of("-Dretort.home=" + folder);
    assertTracked(retort.onModulePath("run", "tiny.yaml", "--strict"));
    assertTracked(retort.onClassPath(home, "run", "tiny.yaml", "--strict"));

    Distribution.Outcome list = retort.onModulePath("plugins", "list");
    String line =
        list.out().lines().filter(each -> each.startsWith("extension")).findFirst().orElse("");
    assertTrue(line.contains("com.acme.tracking.TrackingModule"), list.out());
    assertTrue(line.endsWith("available; binds RunStore, Set<TrainingListener>"), line);
    Distribution.Outcome doctor =
        retort.onModulePath("plugins", "doctor", "plugins/acme-tracking-1.0.jar");
    assertEquals(0, doctor.exitCode(), doctor.out());
    assertTrue(doctor.out().contains("acme-tracking: nothing is wrong"), doctor.out());
  }

  @Test
  void theExampleWorksOnThePathsOfTheProgram() throws IOException {
    Path jar = EXAMPLE.write(folder.resolve("acme-tracking-1.0.jar"));
    assertTracked(retort.onClassPathWith(List.of(jar), "run", "tiny.yaml", "--strict"));
    assertTracked(retort.onModulePathWith(List.of(jar), "run", "tiny.yaml", "--strict"));
  }

  @Test
  void theProgramsClassPathIsLookedThrough() throws IOException {
    Path first = EXAMPLE.write(folder.resolve("acme-tracking-1.0.jar"));
    Path second = Files.copy(first, folder.resolve("acme-tracking-1.1.jar"));
    Path corrupt = Files.writeString(folder.resolve("corrupt-2.0.jar"), "no zip");
    Distribution.Outcome list =
        retort.onClassPathWith(List.of(first, second, corrupt), "plugins", "list");
    assertEquals(0, list.exitCode(), list.err());
    List<String> problems =
        list.out().lines().filter(line -> line.startsWith("problem: ")).toList();
    assertEquals(2, problems.size(), list.out());
    assertTrue(problems.toString().contains("acme-tracking-1.1.jar"), list.out());
    assertTrue(problems.toString().contains("the same class is taken from"), list.out());
    assertTrue(problems.toString().contains("corrupt-2.0.jar was not loaded"), list.out());
    Distribution.Outcome strict =
        retort.onClassPathWith(List.of(corrupt), "plugins", "list", "--strict");
    assertEquals(1, strict.exitCode());
    assertTrue(strict.err().contains("corrupt-2.0.jar"), strict.err());
  }
}
