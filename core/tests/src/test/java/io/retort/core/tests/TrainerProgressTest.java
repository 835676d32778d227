package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.plan;
import static io.retort.core.tests.TrainingFixture.soft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.progress.EpochReport;
import io.retort.core.progress.PhaseReport;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.TrainingListener;
import io.retort.losses.KullbackLeibler;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a training tells of itself besides its epochs. */
class TrainerProgressTest {
  private final TrainingFixture fixture = new TrainingFixture(20);
  private final List<Object> told = new ArrayList<>();
  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void epoch(EpochReport report) {
          told.add(report);
        }

        @Override
        public void steps(StepReport report) {
          told.add(report);
        }

        @Override
        public void phase(PhaseReport report) {
          told.add(report);
        }
      };

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void stepsAreToldFromTheFirstToTheLastWhichComesAfterTheLastEpoch() {
    fixture.train(plan(hard(1)), 7, fixture.all(), TinyLesson.settings(3, LABEL_LOSS), 9, listener);
    String stage = ((EpochReport) told.get(told.size() - 2)).stage();
    assertEquals(new StepReport("distilled", 7, stage, 0, 9), told.get(0));
    assertEquals(new StepReport("distilled", 7, stage, 9, 9), told.get(told.size() - 1));
    assertTrue(((StepReport) told.get(told.size() - 1)).last());
    assertEquals(9, ((EpochReport) told.get(told.size() - 2)).step());
  }

  @Test
  void theTeacherIsAskedInAPhaseThatEndsBeforeTheFirstEpoch() {
    fixture.train(
        plan(soft("soft", new KullbackLeibler(2), 1)),
        1,
        fixture.all(),
        TinyLesson.settings(1, LABEL_LOSS),
        3,
        listener);
    List<PhaseReport> phases =
        told.stream().filter(PhaseReport.class::isInstance).map(PhaseReport.class::cast).toList();
    assertEquals(new PhaseReport("Asking the teacher", 0, 20, false), phases.get(0));
    PhaseReport last = phases.get(phases.size() - 1);
    assertEquals(new PhaseReport("Asking the teacher", 20, 20, true), last);
    int epoch =
        told.indexOf(told.stream().filter(EpochReport.class::isInstance).findFirst().orElseThrow());
    assertTrue(told.indexOf(last) < epoch);
  }
}
