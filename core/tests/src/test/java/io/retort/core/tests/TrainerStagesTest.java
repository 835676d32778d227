package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.array;
import static io.retort.core.tests.TrainingFixture.bits;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.plan;
import static io.retort.core.tests.TrainingFixture.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.retort.core.progress.EpochReport;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stages, and which nodes they train. */
class TrainerStagesTest {
  private final TrainingFixture fixture = new TrainingFixture(20);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void stagesGetTheirShareOfTheSteps() {
    assertEquals(List.of(3L, 7L), stepsOfStages(10, 0.3, 0.7));
    // The stages end at 3.3, 6.7 and 10.
    assertEquals(List.of(3L, 4L, 3L), stepsOfStages(10, 1.0 / 3, 1.0 / 3, 1.0 / 3));
  }

  @Test
  void everyStageGetsAStepAndNoneTooMany() {
    assertEquals(List.of(1L, 1L, 1L), stepsOfStages(3, 0.98, 0.01, 0.01));
    assertEquals(List.of(1L, 1L, 1L), stepsOfStages(3, 0.01, 0.01, 0.98));
    assertEquals(List.of(1L, 7L, 1L), stepsOfStages(9, 0.01, 0.98, 0.01));
  }

  @Test
  void onlyTrainedNodesChange() {
    TrainingResult result = trainOnly(Optional.of(Set.of("fc")));
    assertArrayEquals(
        start(1).arrays().get("hidden.weight").values(), array(result, "hidden.weight"));
    assertArrayEquals(start(1).arrays().get("hidden.bias").values(), array(result, "hidden.bias"));
    assertFalse(
        Arrays.equals(start(1).arrays().get("fc.weight").values(), array(result, "fc.weight")));
    assertFalse(Arrays.equals(start(1).arrays().get("fc.bias").values(), array(result, "fc.bias")));
  }

  @Test
  void aLearnerWithoutAnEntryTrainsAllNodesAndOneOfNoNodesNone() {
    assertEquals(bits(fixture.train(plan(hard(1)), 1)), bits(trainOnly(Optional.empty())));
    assertEquals(start(1).fingerprint(), bits(trainOnly(Optional.of(Set.of()))));
  }

  private TrainingResult trainOnly(Optional<Set<String>> nodes) {
    Stage stage =
        new Stage(
            "train",
            1,
            Map.of("student", List.of(hard(1))),
            nodes.map(chosen -> Map.of("student", chosen)).orElse(Map.of()));
    return fixture.train(
        new DistillationPlan(Map.of("student", TinyLesson.STUDENT), List.of(stage)), 1);
  }

  private List<Long> stepsOfStages(int steps, double... shares) {
    List<Stage> stages = new ArrayList<>();
    for (double share : shares) {
      stages.add(
          new Stage(
              "stage-" + stages.size(), share, Map.of("student", List.of(hard(1))), Map.of()));
    }
    fixture.reports.clear();
    TrainingSettings how = TinyLesson.settings(1, LABEL_LOSS);
    TrainingResult result =
        fixture.train(
            new DistillationPlan(Map.of("student", TinyLesson.STUDENT), stages),
            1,
            fixture.all(),
            how,
            steps);
    assertEquals(steps, result.steps());
    long[] made = new long[shares.length];
    long before = 0;
    for (EpochReport report : fixture.reports) {
      made[Integer.parseInt(report.stage().substring(6))] += report.step() - before;
      before = report.step();
    }
    return Arrays.stream(made).boxed().toList();
  }
}
