package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.array;
import static io.retort.core.tests.TrainingFixture.hard;
import static io.retort.core.tests.TrainingFixture.plan;
import static io.retort.core.tests.TrainingFixture.start;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.Weights;
import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Update;
import io.retort.core.training.NodeTuning;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingResult;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that are frozen, have rates of their own, join later, or start from given weights. */
class TrainerTuningTest {
  /** Three batches are a pass. */
  private final TrainingFixture fixture = new TrainingFixture(20);

  private final TrainingSettings usual = TinyLesson.settings(1, LABEL_LOSS);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void frozenNodesStayBitByBit() {
    TrainingResult result = train(5, usual, new NodeTuning(List.of("hidden"), 0, 0));
    assertUnchanged("hidden.weight", result);
    assertUnchanged("hidden.bias", result);
    assertFalse(Arrays.equals(drawn("fc.weight"), array(result, "fc.weight")));
  }

  @Test
  void aRateOfItsOwnMultipliesTheStepOfANode() {
    TrainingResult plain = train(1, usual);
    TrainingResult tuned = train(1, usual, new NodeTuning(List.of("fc"), 0.25, 0));
    // Of one step of plain descent, which is the rate times the gradient at the same place.
    for (String name : List.of("fc.weight", "fc.bias")) {
      for (int i = 0; i < drawn(name).length; i++) {
        float step = array(plain, name)[i] - drawn(name)[i];
        assertEquals(drawn(name)[i] + 0.25f * step, array(tuned, name)[i], 1e-6f, name);
      }
    }
    assertArrayEquals(array(plain, "hidden.weight"), array(tuned, "hidden.weight"));
  }

  @Test
  void nodesJoinAfterTheirEpochs() {
    NodeTuning later = new NodeTuning(List.of("hidden"), 1, 2);
    assertUnchanged("hidden.weight", train(6, usual, later));
    TrainingResult joined = train(7, usual, later);
    assertFalse(Arrays.equals(drawn("hidden.weight"), array(joined, "hidden.weight")));
  }

  @Test
  void theOptimizerStartsAnewWhenNodesJoin() {
    Sessions optimizer = new Sessions(new ArrayList<>());
    train(
        7, usual.toBuilder().optimizer(optimizer).build(), new NodeTuning(List.of("hidden"), 1, 2));
    // fc's 15 values, then all 27; each with gaps in the layout.
    assertEquals(2, optimizer.lengths.size());
    assertTrue(optimizer.lengths.get(0) < optimizer.lengths.get(1), optimizer.lengths::toString);
  }

  @Test
  void ofEntriesForANodeTheLastCounts() {
    TrainingResult result =
        train(
            3,
            usual,
            new NodeTuning(List.of("hidden", "fc"), 0, 0),
            new NodeTuning(List.of("fc"), 1, 0));
    assertUnchanged("hidden.weight", result);
    assertFalse(Arrays.equals(drawn("fc.weight"), array(result, "fc.weight")));
  }

  @Test
  void whatCannotBeTunedIsRefused() {
    RetortException unknown =
        assertThrows(
            RetortException.class, () -> train(1, usual, new NodeTuning(List.of("hiden"), 0, 0)));
    assertTrue(unknown.getMessage().contains("hiden"), unknown::getMessage);
    RetortException all =
        assertThrows(
            RetortException.class,
            () -> train(1, usual, new NodeTuning(List.of("hidden", "fc"), 0, 0)));
    assertTrue(all.getMessage().contains("freezes all nodes"), all::getMessage);
  }

  @Test
  void statisticsOfAFrozenNormalisationStay() {
    TrainingResult free = trainNormalised();
    TrainingResult frozen = trainNormalised(new NodeTuning(List.of("norm"), 0, 0));
    TrainingResult later = trainNormalised(new NodeTuning(List.of("norm"), 1, 1));
    for (String name : List.of("norm.mean", "norm.variance", "norm.scale", "norm.shift")) {
      float[] before =
          TinyLesson.drawn(TinyLesson.TEACHER, 1).weights().arrays().get(name).values();
      assertFalse(Arrays.equals(before, array(free, name)), name);
      assertArrayEquals(before, array(frozen, name), name);
      assertFalse(Arrays.equals(before, array(later, name)), name);
    }
  }

  @Test
  void givenWeightsAreWhereTrainingStarts() {
    Weights.Array given =
        TinyLesson.drawn(TinyLesson.STUDENT, 99).weights().arrays().get("hidden.weight");
    TrainingResult result =
        new Trainer(fixture.backend, TrainingListener.NONE, MetricSet.NONE)
            .train(
                new TrainingTask(
                    "student",
                    1,
                    fixture.lesson.data(),
                    fixture.all(),
                    plan(hard(1)),
                    Optional.empty(),
                    tuned(usual, new NodeTuning(List.of("hidden"), 0, 0)),
                    3,
                    new Weights(Map.of("hidden.weight", given))));
    assertArrayEquals(given.values(), array(result, "hidden.weight"));
    assertUnchanged("hidden.bias", result);
  }

  /** The testkit's teacher, which has a normalisation, as the student. */
  private TrainingResult trainNormalised(NodeTuning... nodes) {
    Term labels = new Term("hard", LABEL_LOSS, "output", new TargetSource.Labels("class"), 1);
    DistillationPlan plan = DistillationPlan.of(TinyLesson.TEACHER, List.of(labels));
    return fixture.train(plan, 1, fixture.all(), tuned(usual, nodes), 4);
  }

  private TrainingResult train(long steps, TrainingSettings how, NodeTuning... nodes) {
    return fixture.train(plan(hard(1)), 1, fixture.all(), tuned(how, nodes), steps);
  }

  private static TrainingSettings tuned(TrainingSettings how, NodeTuning... nodes) {
    return how.toBuilder().nodes(List.of(nodes)).build();
  }

  private static float[] drawn(String name) {
    return start(1).arrays().get(name).values();
  }

  private static void assertUnchanged(String name, TrainingResult result) {
    assertArrayEquals(drawn(name), array(result, name), name);
  }

  /** Notes over how many values each session is started. */
  private record Sessions(List<Integer> lengths) implements FirstOrderOptimizer {

    @Override
    public Optimizer.Session start(List<ParameterGroup> groups) {
      lengths.add(groups.stream().mapToInt(group -> group.values().length()).sum());
      return FirstOrderOptimizer.super.start(groups);
    }

    @Override
    public List<String> stateNames() {
      return List.of();
    }

    @Override
    public Update update(Step step) {
      return Update.of((x, state, inputs, count) -> {});
    }
  }
}
