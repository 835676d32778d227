package io.retort.runtime.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.runtime.fixtures.NoContext;
import io.retort.runtime.plugin.PluginCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationTest {
  record Settings(Destination output) {}

  @TempDir private Path folder;

  @Test
  void aFileMayNameWhatLiesBelowIt() throws IOException {
    Path below = folder.resolve("a/b");
    assertEquals(below, said("output: " + below));
    Files.createDirectory(folder.resolve("a"));
    assertEquals(folder.resolve("b"), said("output: " + folder + "/a/../b"));
    Path runs = Path.of("runs").toAbsolutePath();
    assertEquals(runs.resolve("x"), said("output: runs/x"));
  }

  @Test
  void aFileMayNameNothingElse() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.getParent());
    for (String elsewhere :
        List.of(
            "/elsewhere/.ssh/authorized_keys",
            folder + "/../x",
            folder + "/link/x",
            folder.toString(),
            ".ssh/authorized_keys",
            "runs",
            "runs/../x",
            "../x")) {
      String message =
          assertThrows(ConfigurationException.class, () -> said("output: " + elsewhere))
              .getMessage();
      assertTrue(message.contains("x.yaml:1:9: output: a file may only"), message);
    }
  }

  @Test
  void theCommandLineAndProgramsMayNameAnything() throws IOException {
    Path elsewhere = folder.resolveSibling("elsewhere");
    Path file = Files.writeString(folder.resolve("x.yaml"), "output: /elsewhere/x");
    assertEquals(
        elsewhere, bound(ConfigurationDocument.read(file).with(List.of("output=" + elsewhere))));
    assertEquals(
        elsewhere, bound(ConfigurationDocument.of(Map.of("output", elsewhere.toString()))));
  }

  /** Paths start from the folder of the file. */
  private final class InFolder extends NoContext {
    @Override
    public Path resolve(Path path) {
      return folder.resolve(path);
    }
  }

  private Path said(String yaml) throws IOException {
    return bound(ConfigurationDocument.read(Files.writeString(folder.resolve("x.yaml"), yaml)));
  }

  private Path bound(ConfigurationDocument document) {
    return new ConfigurationBinder(PluginCatalog.of(List.of()), new InFolder())
        .bind(Settings.class, document)
        .value()
        .output()
        .path();
  }
}
