package io.retort.runtime.experiment;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.testkit.MutatedFiles;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiment files with mistakes of any kind. */
class ExperimentMutationTest {
  @TempDir private Path folder;
  private final Retort retort = Retort.with(TinyExperiment.catalog());

  @Test
  void changedExperimentsAreReadOrRefused() {
    String good = retort.experiment(TinyExperiment.values()).resolvedYaml();
    MutatedFiles.assertReadOrRefused(
        "an experiment",
        good.getBytes(StandardCharsets.UTF_8),
        300,
        changed ->
            retort.experiment(ConfigurationDocument.parse("tiny.yaml", text(changed)), folder));
  }

  /** What is not text is refused by whoever reads the file. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException unreadable) {
      throw new RetortException(ErrorKind.DATA, "tiny.yaml is not text", unreadable);
    }
  }
}
