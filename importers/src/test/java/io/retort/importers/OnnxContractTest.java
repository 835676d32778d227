package io.retort.importers;

import io.retort.core.importer.ImporterProvider;
import io.retort.importers.providers.OnnxImporterProvider;
import io.retort.testkit.ImporterContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The importer keeps the contract of all importers. */
class OnnxContractTest extends ImporterContract<OnnxFile> {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    OnnxModels.small().write(folder);
  }

  @Override
  protected ImporterProvider<OnnxFile> provider() {
    return new OnnxImporterProvider();
  }

  @Override
  protected Path file() {
    Path file = folder.resolve("model.onnx");
    try {
      return Files.exists(file) ? file : OnnxModels.small().write(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  protected OnnxFile configuration(Path file) {
    return new OnnxFile(file, Optional.empty(), true);
  }

  /** V·x + b = (5.5, 10, 7) for x = (1, 2), so that W gives 5.5 + 21 and −5.5 + 20 + 7. */
  @Override
  protected Optional<KnownOutputs> knownOutputs() {
    return Optional.of(
        new KnownOutputs(new double[] {1, 2}, Map.of("fc2-matmul", new double[] {26.5, 21.5})));
  }
}
