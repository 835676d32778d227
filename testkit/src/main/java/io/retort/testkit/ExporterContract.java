package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.export.ExportedStudent;
import io.retort.core.export.Exporter;
import io.retort.core.export.ExporterProvider;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What any exporter must do: write the one file that it was given, or say which nodes the format
 * cannot hold and write nothing; and leave the network as it is. Inherit it, give the provider and
 * a configuration, and where something reads the format back, say what. It is tried on {@value
 * #NETWORKS} networks of all kinds of layers, a chain for each kind, and some of texts of different
 * lengths.
 *
 * @param <C> the exporter's configuration
 */
public abstract class ExporterContract<C extends Record>
    extends ProviderContract<ExporterProvider<C>, C> {
  static final int NETWORKS = 40;

  @TempDir Path folder;

  /** For subclasses. */
  protected ExporterContract() {}

  /**
   * Computes with a file that the exporter wrote, by an importer or by the other framework.
   *
   * @param file the file
   * @param written the network that was written, for its plan
   * @param inputs a batch in row-major order
   * @return for each output of the network, in their order, what the file's network computes in
   *     inference, {@code [batch, …]} in row-major order; empty, unless overridden, if nothing
   *     reads the format here
   * @throws IOException if the file cannot be read
   */
  protected Optional<List<float[]>> compute(Path file, SavedNetwork written, float[] inputs)
      throws IOException {
    return Optional.empty();
  }

  /**
   * Networks on which the exporter is tried besides the random ones, for a format that holds hardly
   * any of these.
   *
   * @return none unless overridden; {@link RandomNetworks#draw(NetworkDescription, Shape, int,
   *     long)} gives them weights
   */
  protected List<RandomNetworks.Sample> ownSamples() {
    return List.of();
  }

  /**
   * The largest difference between outputs of the network and of the file.
   *
   * @return 1e-4 unless overridden
   */
  protected double tolerance() {
    return 1e-4;
  }

  @Test
  void fileNameIsThatOfAFile() {
    String name = exporter().fileName();
    assertTrue(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
        () -> "The file name '" + name + "' is not a plain name such as model.zip");
    assertEquals(name, exporter().fileName(), "The file name changes");
  }

  @Test
  void someNetworkCanBeWritten() throws IOException {
    for (RandomNetworks.Sample sample : samples()) {
      if (exporter().unsupported(student(sample).model()).isEmpty()) {
        Path file = write(student(sample));
        assertTrue(Files.size(file) > 0, () -> "The file of " + sample + " is empty");
        return;
      }
    }
    throw new AssertionError("The exporter supports none of " + samples().size() + " networks");
  }

  @Test
  void unsupportedNodesAreNamedWithAClause() {
    for (RandomNetworks.Sample sample : samples()) {
      Map<String, String> faults = exporter().unsupported(student(sample).model());
      assertTrue(
          nodes(sample.plan()).containsAll(faults.keySet()),
          () -> "A node that the network does not have is called unsupported: " + faults);
      faults.forEach(
          (node, clause) ->
              assertFalse(
                  clause.isBlank(), () -> "It is not said why " + node + " is unsupported"));
    }
  }

  @Test
  void unsupportedNetworksAreRefusedWithoutAFile() throws IOException {
    for (RandomNetworks.Sample sample : samples()) {
      Set<String> faults = exporter().unsupported(student(sample).model()).keySet();
      if (!faults.isEmpty()) {
        Path file = folder.resolve(exporter().fileName());
        RetortException refusal =
            assertThrows(
                RetortException.class,
                () -> exporter().write(student(sample), file),
                () -> "A network with the unsupported nodes " + faults + " is not refused");
        assertTrue(
            faults.stream().anyMatch(refusal.getMessage()::contains),
            () -> "The refusal names none of the nodes " + faults + ": " + refusal.getMessage());
        assertEquals(Set.of(), content(), "A refused network leaves a file");
      }
    }
  }

  @Test
  void oneFileIsWrittenAndTheNetworkIsUnchanged() throws IOException {
    for (RandomNetworks.Sample sample : supported()) {
      SavedNetwork network = student(sample).model().network();
      String before = network.weights().fingerprint();
      Path file = write(TestStudent.of(network));
      assertEquals(before, network.weights().fingerprint(), "The exporter changes the weights");
      assertEquals(
          Set.of(file.getFileName().toString()),
          content(),
          "The exporter leaves other files than the one that it was given");
      Files.delete(file);
    }
  }

  @Test
  void studentsOfRawDataWithAnyNamesAreWritten() throws IOException {
    for (TestStudent student : RawStudents.ofEachKind()) {
      if (exporter().unsupported(student.model()).isEmpty()) {
        Path file = write(student);
        assertEquals(
            Set.of(exporter().fileName()), content(), "Names of columns or classes become files");
        Files.delete(file);
      }
    }
  }

  @Test
  void folderThatIsNotThereIsReported() {
    for (RandomNetworks.Sample sample : supported().subList(0, 1)) {
      Path file = folder.resolve("not-there").resolve(exporter().fileName());
      assertThrows(
          IOException.class,
          () -> exporter().write(student(sample), file),
          "A file that cannot be written is not reported with an IOException");
    }
  }

  @Test
  void fileComputesWhatTheNetworkComputes() throws IOException {
    for (RandomNetworks.Sample sample : supported(withTexts())) {
      TestStudent student = student(sample);
      Path file = write(student);
      Optional<List<float[]>> found = compute(file, student.model().network(), sample.inputs());
      if (found.isEmpty()) {
        return;
      }
      Map<String, float[]> expected = student.outputs(sample.inputs());
      List<String> outputs = sample.plan().description().outputs();
      for (int i = 0; i < outputs.size(); i++) {
        assertArrayEquals(
            expected.get(outputs.get(i)),
            found.get().get(i),
            (float) tolerance(),
            "The file does not compute the output " + outputs.get(i) + " of " + sample);
      }
      Files.delete(file);
    }
  }

  private Exporter exporter() {
    return provider().create(configuration(), new TestContext(Path.of(""), 1));
  }

  private Path write(ExportedStudent student) throws IOException {
    Path file = folder.resolve(exporter().fileName());
    exporter().write(student, file);
    assertTrue(Files.isRegularFile(file), "The exporter does not write the file that it was given");
    return file;
  }

  private List<RandomNetworks.Sample> samples() {
    List<RandomNetworks.Sample> samples = new ArrayList<>(ownSamples());
    samples.addAll(RandomNetworks.chains());
    for (int seed = 0; seed < NETWORKS; seed++) {
      samples.add(RandomNetworks.draw(seed));
    }
    return samples;
  }

  /** Texts have many cases, and compiling or loading a file for each takes time. */
  private List<RandomNetworks.Sample> withTexts() {
    List<RandomNetworks.Sample> samples = samples();
    for (BackendCase text : BackendTexts.ofEachKind()) {
      samples.add(RandomNetworks.draw(text.network(), text.input(), 5, 1));
    }
    return samples;
  }

  private List<RandomNetworks.Sample> supported() {
    return supported(samples());
  }

  private List<RandomNetworks.Sample> supported(List<RandomNetworks.Sample> samples) {
    return samples.stream()
        .filter(sample -> exporter().unsupported(student(sample).model()).isEmpty())
        .toList();
  }

  private static TestStudent student(RandomNetworks.Sample sample) {
    return TestStudent.of(new SavedNetwork(sample.plan(), sample.weights()));
  }

  private static Set<String> nodes(NetworkPlan plan) {
    return plan.description().nodes().stream().map(Node::name).collect(Collectors.toSet());
  }

  private Set<String> content() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
