package io.retort.importers;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.retort.core.importer.ImporterProvider;
import io.retort.importers.providers.KerasProvider;
import io.retort.testkit.ImporterContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The importer of Keras files keeps the contract. */
class KerasContractTest extends ImporterContract<KerasFile> {
  @TempDir Path written;

  /** A dense layer, whose kernel Keras keeps as {@code [inputs, units]}. */
  @BeforeEach
  void write() {
    try (WritableHdfFile file = HdfFile.write(file())) {
      file.putAttribute(
          "model_config",
          "{\"class_name\": \"Sequential\", \"config\": {\"build_input_shape\": [null, 2],"
              + " \"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\":"
              + " 3, \"activation\": \"relu\"}}]}}");
      WritableGroup group = file.putGroup("model_weights").putGroup("d");
      group.putDataset("kernel", new float[][] {{1, 2, 3}, {10, 20, -30}});
      group.putDataset("bias", new float[] {0.5f, 0, 0});
    }
  }

  @Override
  protected ImporterProvider<KerasFile> provider() {
    return new KerasProvider();
  }

  @Override
  protected Path file() {
    return written.resolve("model.h5");
  }

  @Override
  protected KerasFile configuration(Path file) {
    return new KerasFile(file, Optional.empty(), true);
  }

  @Override
  protected Optional<KnownOutputs> knownOutputs() {
    // (2, 1): 2·1 + 10 + 0.5, 2·2 + 20, and 2·3 − 30 cut off at 0
    return Optional.of(
        new KnownOutputs(new double[] {2, 1}, Map.of("d", new double[] {12.5, 24, 0})));
  }
}
