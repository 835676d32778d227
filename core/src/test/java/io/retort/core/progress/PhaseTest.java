package io.retort.core.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseTest {
  private final List<PhaseReport> told = new ArrayList<>();
  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void phase(PhaseReport report) {
          told.add(report);
        }
      };

  @Test
  void tellsOfItsBeginningAndOnceOfItsEnd() {
    Phase phase = Phase.begin(listener, "Reading", 10);
    phase.close();
    phase.close();
    assertEquals(
        List.of(new PhaseReport("Reading", 0, 10, false), new PhaseReport("Reading", 0, 10, true)),
        told);
  }

  /** A million steps take less than the seconds in which five reports each would be made of all. */
  @Test
  void manySmallAdvancesAreFewReports() {
    long started = System.nanoTime();
    try (Phase phase = Phase.begin(listener, "Reading", 1_000_000)) {
      for (int i = 0; i < 1_000_000; i++) {
        phase.advance(1);
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    assertTrue(told.size() <= 5 * seconds + 3, told.size() + " in " + seconds);
    assertEquals(new PhaseReport("Reading", 1_000_000, 1_000_000, true), last());
  }

  @Test
  void endsWhereItsWorkFails() {
    try (Phase phase = Phase.begin(listener, "Reading", 10)) {
      phase.advance(3);
      throw new IllegalStateException("the file ends");
    } catch (IllegalStateException expected) {
      assertEquals(new PhaseReport("Reading", 3, 10, true), last());
    }
  }

  private PhaseReport last() {
    return told.get(told.size() - 1);
  }
}
