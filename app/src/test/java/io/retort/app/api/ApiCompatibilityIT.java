package io.retort.app.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.app.Distribution;
import io.retort.core.plugin.ApiVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API of {@code core} is that of the baseline, or its version says how it has changed. The
 * folder {@code core/api} has the baseline, which is the API of the last release, and the
 * exceptions.
 */
class ApiCompatibilityIT {
  private static final Path FOLDER = Path.of("../core/api");
  private static final Path FOUND = Path.of("target/api.txt");

  @TempDir private Path folder;
  private Path core;

  @BeforeEach
  void find() {
    core =
        Distribution.jars().stream()
            .filter(jar -> jar.getFileName().toString().startsWith("retort-core-"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void theVersionOfTheApiSaysHowItHasChanged() throws IOException {
    Files.writeString(FOUND, ApiText.of(core).toString(), StandardCharsets.UTF_8);
    ApiText baseline = ApiText.parse(read("baseline.txt"));
    ApiChanges changes =
        ApiChanges.between(
            baseline.compile(folder.resolve("baseline.jar")),
            ApiText.of(core).compile(folder.resolve("now.jar")));
    List<String> problems =
        ApiGate.problems(
            changes,
            baseline.version(),
            ApiVersion.CURRENT,
            read("exceptions.txt").lines().toList());
    assertTrue(
        problems.isEmpty(),
        () ->
            String.join("\n", problems)
                + "\nCONTRIBUTING.md says what to do. The API as it is now: app/"
                + FOUND);
  }

  @Test
  void theTextOfAnApiIsAllThatItsClassesShow() {
    Path compiled = ApiText.of(core).compile(folder.resolve("text.jar"));
    ApiChanges changes = ApiChanges.between(compiled, core);
    assertEquals(Set.of(), changes.breaks());
    assertEquals(Set.of(), ApiChanges.between(core, compiled).breaks());
  }

  private static String read(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8);
  }
}
