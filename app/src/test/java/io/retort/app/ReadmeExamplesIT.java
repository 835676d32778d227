package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the README and of two pages compiles against the libraries that users get. */
class ReadmeExamplesIT {

  private static final List<String> PAGES =
      List.of("README.md", "docs/java.md", "docs/writing-plugins.md");

  /** What a reader's editor would import, and what the pages leave to the reader. */
  private static final String PROGRAM =
      """
      import com.google.inject.Module;
      import io.retort.core.data.*;
      import io.retort.core.network.*;
      import io.retort.core.progress.*;
      import io.retort.core.strategy.*;
      import io.retort.core.teacher.*;
      import io.retort.core.training.*;
      import io.retort.losses.*;
      import io.retort.optimizers.*;
      import io.retort.runtime.experiment.*;
      import io.retort.runtime.experiment.result.*;
      import io.retort.runtime.experiment.settings.*;
      import io.retort.serving.*;
      import io.retort.teachers.*;
      import java.nio.file.Path;
      import java.util.*;

      class Program {
        void run(
            NetworkDescription large,
            TrainingListener listener,
            Module guiceModule,
            float[] pixels) {
      %s
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void programsCompile() throws IOException {
    List<String> blocks = blocks().stream().filter(block -> !block.startsWith("package ")).toList();
    assertTrue(blocks.size() >= 3, blocks::toString);

    new SourceJar()
        .with(Distribution.libraries().toArray(Path[]::new))
        .source("Program", PROGRAM.formatted(String.join("\n", blocks)))
        .write(folder.resolve("program.jar"));
  }

  @Test
  void thePluginCompiles() throws IOException {
    String plugin =
        blocks().stream().filter(block -> block.startsWith("package ")).findFirst().orElseThrow();
    // The annotation only announces the plugin, and comes with no library of the program.
    String plain = plugin.replaceAll("(?m)^.*AutoService.*$", "");

    new SourceJar()
        .with(Distribution.libraries().toArray(Path[]::new))
        .source("com.acme.AbsoluteError", plain)
        .write(folder.resolve("plugin.jar"));
  }

  @Test
  void theExperimentIsTheOneOnBoard() throws IOException {
    Path readme = Path.of(System.getProperty("launcher")).resolveSibling("README.md");
    String shown = Files.readString(readme).split("(?m)^```yaml\n", 2)[1].split("(?m)^```", 2)[0];
    String onBoard =
        Files.readString(readme.resolveSibling("experiments/table.yaml"))
            .replaceFirst("(?s)\\A(#[^\n]*\n)+", "");
    assertEquals(onBoard, shown);
  }

  /** The blocks of Java, without the declaration of a module. */
  private static List<String> blocks() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String page : PAGES) {
      Path file = Path.of(System.getProperty("launcher")).resolveSibling(page);
      text.append(Files.readString(file, StandardCharsets.UTF_8)).append('\n');
    }
    return Pattern.compile("(?ms)^```java\n(.*?)^```$")
        .matcher(text)
        .results()
        .map((MatchResult block) -> block.group(1))
        .filter(block -> !block.startsWith("module "))
        .toList();
  }
}
