package io.retort.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.plugin.UnpackedLimit;
import io.retort.runtime.fixtures.JarMutation;
import io.retort.runtime.fixtures.SchedulePlugin;
import io.retort.testkit.MutatedFiles;
import io.retort.testkit.jar.SourceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Beside a good plugin lies a broken one, in hundreds of ways: the good one is always found and
 * works, and the broken one is either found or reported.
 */
class BrokenJarsTest {
  /** Mutants of each kind. */
  private static final int SEEDS =
      Math.max(24, Integer.getInteger(MutatedFiles.COUNT, 0) / JarMutation.values().length);

  /** Take long to make. */
  private static final Set<JarMutation> BOMBS =
      Set.of(JarMutation.MANY_ENTRIES, JarMutation.HUGE_ENTRY, JarMutation.LYING_SIZE);

  @TempDir private Path folder;

  @Test
  void whateverIsWrongWithAJarTheOthersWorkAndItIsReported() throws IOException {
    Path good = SchedulePlugin.plain("com.good", "good", "3").write(folder.resolve("good.jar"));
    byte[] plain = bytes(SchedulePlugin.plain("com.acme", "steady", "1"));
    byte[] module = bytes(SchedulePlugin.module("com.acme", "steady", "1"));
    int mutants = 0;
    int refused = 0;
    for (JarMutation mutation : JarMutation.values()) {
      boolean bomb = BOMBS.contains(mutation);
      for (int seed = 0; seed < (bomb ? 6 : SEEDS); seed++) {
        byte[] jar = mutation.of(seed % 2 == 0 ? plain : module, seed);
        Files.write(folder.resolve("mutant.jar"), jar);
        for (Optional<HostModules> host :
            List.of(HostModules.here(), Optional.<HostModules>empty())) {
          refused += look(mutation + " " + seed, host) ? 0 : 1;
          mutants++;
        }
      }
    }
    assertTrue(Files.exists(good));
    assertTrue(mutants / 2 >= 200, mutants + " mutants");
    // If most mutants were fine, they would not be mutants.
    assertTrue(refused > mutants / 2, refused + " of " + mutants + " refused");
  }

  @Test
  void aJarThatUnpacksToMoreThanTheLimitIsRefused() throws IOException {
    Path jar = folder.resolve("bomb.jar");
    Files.write(jar, JarMutation.HUGE_ENTRY.of(bytes(SchedulePlugin.plain("c", "s", "1")), 1));

    RefusedPlugin refusal =
        assertThrows(
            RefusedPlugin.class,
            () -> JarReader.read(BundleJar.at(jar), new UnpackedLimit(64 << 20)));

    assertTrue(refusal.getMessage().contains(jar + " unpacks to more than 64 MiB"));
    assertTrue(refusal.getMessage().contains(UnpackedLimit.VARIABLE), refusal::getMessage);
  }

  /** Whether the mutant was found; fails where it was neither found nor reported. */
  private boolean look(String mutant, Optional<HostModules> host) {
    FoundPlugins found = new FoundPlugins();
    new FolderScan(List.of(folder), host).into(found);
    PluginCatalog catalog = new PluginCatalog(found, false);
    assertEquals(
        3.0,
        InPluginFolder.schedule(catalog.get(PluginKind.SCHEDULE, "good"), 1.0).factor(0, 1),
        mutant);
    boolean listed =
        catalog.entries(PluginKind.SCHEDULE).stream()
            .anyMatch(entry -> entry.qualifier().equals("mutant"));
    List<String> problems = new ArrayList<>();
    catalog.problems().forEach(problem -> problems.add(problem.toString()));
    assertTrue(listed || !problems.isEmpty(), () -> mutant + " is neither found nor reported");
    assertTrue(
        catalog.problems().stream()
            .allMatch(problem -> problem.qualifier().equals(Optional.of("mutant"))),
        () -> mutant + ": " + problems);
    assertFalse(problems.stream().anyMatch(problem -> problem.length() > 20_000), mutant);
    return listed;
  }

  private byte[] bytes(SourceJar jar) throws IOException {
    Path file = jar.write(folder.resolve(".build.jar"));
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }
}
