package io.retort.runtime.experiment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictSimulationTest {

  @ParameterizedTest
  @EnumSource
  void experimentsWithoutAnEffectRarelyHelp(VerdictSimulation.Null none) {
    try (VerdictSimulation simulation = new VerdictSimulation()) {
      VerdictSimulation.Outcome outcome = simulation.run(none, 60, 40, 3, 20);

      // Of 60, 2.5% are 1.5; six or more would come of chance in 1 of 200 cases.
      assertTrue(outcome.accuracy().helped() <= 5, outcome.toString());
      assertTrue(outcome.logLoss().helped() <= 5, outcome.toString());
    }
  }
}
