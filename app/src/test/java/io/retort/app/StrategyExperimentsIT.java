package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The experiments about ways to learn from a teacher, for one seed. */
class StrategyExperimentsIT {
  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void unpack() throws IOException {
    retort = new Distribution(folder);
  }

  /** Each runs as it is, and its output names what is particular about it. */
  @ParameterizedTest
  @CsvSource({
    "two-phases, 1 soft-label, 2 labels",
    "joint, with teacher, student distilled",
    "mutual, with peer-1, with peer-2",
    "source-target, on source, on target",
    "soft-labels, label soft, student distilled"
  })
  void theExperimentRuns(String experiment, String part, String other) {
    String file = Distribution.experiment(experiment);

    Distribution.Outcome outcome =
        retort.onModulePath("run", file, "--set", "seeds=[1]", "--set", "output=run");

    assertEquals(0, outcome.exitCode(), outcome.err());
    String said = outcome.out() + outcome.err();
    assertTrue(said.contains(part), said);
    assertTrue(said.contains(other), said);
  }
}
