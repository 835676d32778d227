package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.backend.Mode;
import io.retort.core.importer.ImporterContext;
import io.retort.core.importer.ImporterProvider;
import io.retort.core.network.SavedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What any importer must do: read a file without changing it, the same network every time, with
 * finite weights that fit it, and refuse a file that is missing or damaged by its name. Inherit it,
 * and give the provider, a file (or folder) and the configuration that reads it.
 *
 * @param <C> the importer's configuration
 */
public abstract class ImporterContract<C extends Record>
    extends ProviderContract<ImporterProvider<C>, C> {
  @TempDir Path scratch;

  /** For subclasses. */
  protected ImporterContract() {}

  /**
   * A good file.
   *
   * @return a file or folder that is only read
   */
  protected abstract Path file();

  /**
   * The configuration that reads a file.
   *
   * @param file the file or folder, which need not exist
   * @return a configuration
   */
  protected abstract C configuration(Path file);

  @Override
  protected C configuration() {
    return configuration(file());
  }

  /**
   * The context in which the importer is made.
   *
   * @return one without data or backend, unless overridden
   */
  protected ImporterContext context() {
    return new TestContext(Path.of(""), 1);
  }

  /**
   * What the file's own framework computes with the network.
   *
   * @param inputs a batch in row-major order
   * @param outputs for outputs of the network by name, {@code [batch, …]} in row-major order
   */
  public record KnownOutputs(double[] inputs, Map<String, double[]> outputs) {}

  /**
   * What the network of {@link #file} is known to compute, without which transposed weights go
   * unnoticed.
   *
   * @return nothing, unless overridden
   */
  protected Optional<KnownOutputs> knownOutputs() {
    return Optional.empty();
  }

  @Test
  void weightsAreFinite() {
    SavedNetwork network = read(file());
    assertNotNull(network, "The importer reads nothing");
    network
        .weights()
        .arrays()
        .forEach(
            (name, array) -> {
              for (float value : array.values()) {
                assertTrue(Float.isFinite(value), () -> "The array " + name + " holds " + value);
              }
            });
  }

  @Test
  void readingTwiceGivesTheSameNetwork() {
    SavedNetwork once = read(file());
    SavedNetwork again = read(file());
    assertEquals(
        once.plan().description(), again.plan().description(), "Read again, the nodes are others");
    assertEquals(once.plan().input(), again.plan().input(), "Read again, the input is another");
    assertEquals(
        once.weights().fingerprint(),
        again.weights().fingerprint(),
        "Read again, the weights are others");
  }

  @Test
  void fileIsLeftAsItIs() throws IOException {
    Path copy = FileTrees.copy(file(), scratch);
    Map<String, String> before = FileTrees.hashes(scratch);
    read(copy);
    assertEquals(before, FileTrees.hashes(scratch), "The importer writes beside or into its file");
  }

  @Test
  void missingFileIsRefusedByName() {
    assertRefusedByName("is missing", scratch.resolve("not-there" + file().getFileName()));
  }

  @Test
  void damagedFileIsRefusedByName() throws IOException {
    List<String> parts = FileTrees.files(file());
    assertTrue(!parts.isEmpty(), "There is no file to be damaged");
    for (String part : parts) {
      for (FileTrees.Damage damage : FileTrees.Damage.values()) {
        Path folder = Files.createTempDirectory(scratch, "damaged");
        Path copy = FileTrees.copy(file(), folder);
        damage.applyTo(copy.resolve(part));
        assertRefusedByName(damage.clause() + (part.isEmpty() ? "" : " in " + part), copy);
      }
    }
  }

  @Test
  void outputsAreThoseOfTheFilesFramework() {
    Optional<KnownOutputs> known = knownOutputs();
    if (known.isEmpty()) {
      return;
    }
    SavedNetwork network = read(file());
    Map<String, double[]> found =
        new ReferenceNetwork(network.plan(), network.weights(), 0)
            .forward(known.get().inputs(), Mode.INFERENCE, 0)
            .outputs();
    new TreeMap<>(known.get().outputs())
        .forEach(
            (name, expected) -> {
              assertTrue(
                  network.plan().description().outputs().contains(name),
                  () -> "The network has no output " + name);
              assertArrayEquals(
                  expected,
                  found.get(name),
                  1e-4,
                  "The output " + name + " is not what the file's framework computes");
            });
  }

  private SavedNetwork read(Path file) {
    return provider().create(configuration(file), context()).read();
  }

  private void assertRefusedByName(String damage, Path file) {
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> read(file),
            () -> "A file that " + damage + " is not refused with a RetortException");
    assertTrue(
        refusal.getMessage().contains(file.toString()),
        () ->
            "The refusal of a file that " + damage + " does not name it: " + refusal.getMessage());
  }
}
