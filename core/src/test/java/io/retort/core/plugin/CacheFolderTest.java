package io.retort.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  private final Path home = Path.of("home").toAbsolutePath();
  private final Path elsewhere = Path.of("elsewhere").toAbsolutePath();

  @Test
  void itIsTheUsersByTheBaseDirectorySpecification() {
    assertEquals(home.resolve(".cache/retort/x"), CacheFolder.of("x", Map.of(), home));
    assertEquals(
        elsewhere.resolve("retort/x"),
        CacheFolder.of("x", Map.of("XDG_CACHE_HOME", elsewhere.toString()), home));
    assertEquals(
        home.resolve(".cache/retort/x"),
        CacheFolder.of("x", Map.of("XDG_CACHE_HOME", "relative"), home));
  }

  @Test
  void theVariableMovesIt() {
    Map<String, String> both =
        Map.of("RETORT_CACHE", elsewhere.toString(), "XDG_CACHE_HOME", home.toString());
    assertEquals(elsewhere.resolve("x"), CacheFolder.of("x", both, home));
    assertEquals(
        home.resolve(".cache/retort/x"), CacheFolder.of("x", Map.of("RETORT_CACHE", ""), home));
    assertEquals(
        elsewhere.resolve("x"), CacheFolder.of("x", Map.of("RETORT_CACHE", "elsewhere"), home));
  }
}
