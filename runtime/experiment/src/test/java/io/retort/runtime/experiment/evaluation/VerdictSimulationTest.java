package io.retort.runtime.experiment.evaluation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictSimulationTest {

  @ParameterizedTest
  @EnumSource
  void experimentsWithoutAnEffectRarelyHelp(VerdictSimulation.Null none) {
    try (VerdictSimulation simulation = new VerdictSimulation()) {
      for (VerdictSimulation.Size size :
          List.of(
              new VerdictSimulation.Size(40, 3, 1, true),
              new VerdictSimulation.Size(40, 1, 3, true),
              new VerdictSimulation.Size(40, 1, 3, false))) {
        VerdictSimulation.Outcome outcome = simulation.run(none, 40, size);

        // Of 40, 2.5% are 1; five or more would come of chance in 1 of 250 cases.
        assertTrue(outcome.accuracy().helped() <= 4, size + " " + outcome);
        assertTrue(outcome.logLoss().helped() <= 4, size + " " + outcome);
      }
    }
  }
}
