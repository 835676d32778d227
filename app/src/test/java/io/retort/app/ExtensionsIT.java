package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Module;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/extending-runs.md, built from the page and used as it says. */
class ExtensionsIT {
  private static final Path PAGE =
      Path.of(System.getProperty("launcher")).resolveSibling("docs/extending-runs.md");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (\\S+);");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?final class (\\w+)");

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

  /** The plugin of the page. */
  private Path example(Path file) throws IOException {
    SourceJar jar = new SourceJar();
    Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
    int classes = 0;
    while (blocks.find()) {
      String source = blocks.group(1);
      Matcher packageName = PACKAGE.matcher(source);
      Matcher className = CLASS.matcher(source);
      if (packageName.find() && className.find()) {
        jar.source(packageName.group(1) + "." + className.group(1), source);
        classes++;
      } else {
        jar.source("module-info", source);
      }
    }
    assertEquals(3, classes);
    return jar.service(Module.class, "com.acme.tracking.TrackingModule")
        .api()
        .with(Distribution.libraries().toArray(Path[]::new))
        .write(file);
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
    example(folder.resolve("plugins/acme-tracking-1.0.jar"));
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
    Path jar = example(folder.resolve("acme-tracking-1.0.jar"));
    assertTracked(retort.onClassPathWith(List.of(jar), "run", "tiny.yaml", "--strict"));
    assertTracked(retort.onModulePathWith(List.of(jar), "run", "tiny.yaml", "--strict"));
  }

  @Test
  void theProgramsClassPathIsLookedThrough() throws IOException {
    Path first = example(folder.resolve("acme-tracking-1.0.jar"));
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
