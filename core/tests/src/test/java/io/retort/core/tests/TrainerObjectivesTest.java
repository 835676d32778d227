package io.retort.core.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.Objectives;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.WeightInitialization;
import io.retort.core.network.Weights;
import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.DivergedException;
import io.retort.core.training.NodeTuning;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.losses.Supervised;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.RecordingBackend;
import io.retort.testkit.TwoHeadLesson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One network with several outputs: how its backward pass combines their gradients. */
class TrainerObjectivesTest {
  private static final Loss LOSS = new Supervised();
  private static final NetworkPlan STUDENT =
      NetworkPlan.of(TwoHeadLesson.STUDENT, TwoHeadLesson.INPUT);

  private final TwoHeadLesson lesson = TwoHeadLesson.of(8, 1, 3);
  private final RecordingBackend backend = new RecordingBackend(new DifferenceBackend());

  @AfterEach
  void close() {
    backend.close();
    lesson.close();
  }

  @Test
  void valuesAloneCostOneBackwardPass() {
    train(byValues(1, 1), 1, List.of());
    assertEquals(List.of("TRAINING 8", "backward [level, side]"), calls());
  }

  @Test
  void gradientsCostABackwardPassForEachObjective() {
    train(byProducts(1, 1), 1, List.of());
    assertEquals(List.of("TRAINING 8", "backward [side]", "backward [level]"), calls());
  }

  @Test
  void theSumIsThePlainBackwardPassToTheBit() {
    Weights trained = train(GradientCombination.SUM, 1, List.of());
    try (Network network = backend.compile(STUDENT, new CompileOptions(Set.of(), 0))) {
      network.load(WeightInitialization.draw(STUDENT, 1));
      int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
      // The order of the samples is that of the training's first pass; sums depend on it.
      int[] order = firstBatch(all);
      try (Tensor inputs = Tensor.allocate(TwoHeadLesson.INPUT.batch(8))) {
        lesson.data().train().inputs(order, inputs);
        Activations activations = network.forward(DeviceTensor.of(inputs), Mode.TRAINING);
        Tensor side = Tensor.allocate(activations.get("side").shape());
        Tensor level = Tensor.allocate(activations.get("level").shape());
        LOSS.evaluate(
            activations.get("side").onHost(), lesson.data().train().labels("side", order), side);
        LOSS.evaluate(
            activations.get("level").onHost(), lesson.data().train().labels("level", order), level);
        network.backward(Map.of("side", DeviceTensor.of(side), "level", DeviceTensor.of(level)));
        side.close();
        level.close();
      }
      network.parameters().add(-0.5, network.gradients());
      assertEquals(network.weights().fingerprint(), trained.fingerprint());
    }
  }

  /** The order in which a training with seed 1 visits the samples, seen through a loss. */
  private int[] firstBatch(int[] all) {
    List<Float> levels = new ArrayList<>();
    Loss spy =
        new SpyLoss(
            LOSS,
            (student, target, temperature) -> {
              if (target instanceof Target.Values values) {
                levels.clear();
                for (int i = 0; i < values.values().shape().elements(); i++) {
                  levels.add(values.values().get(i));
                }
              }
            });
    train(GradientCombination.SUM, spy, 1, List.of(), new Descent(0.5f, 1));
    float[] known = ((Target.Values) lesson.data().train().labels("level", all)).values().toArray();
    int[] order = new int[all.length];
    for (int i = 0; i < order.length; i++) {
      for (int sample = 0; sample < known.length; sample++) {
        order[i] = known[sample] == levels.get(i) ? sample : order[i];
      }
    }
    return order;
  }

  @Test
  void separatePassesAddUpToTheWeightedSum() {
    Weights together = train(byValues(0.3, 2), 3, List.of());
    Weights apart = train(byProducts(0.3, 2), 3, List.of());
    Weights plain = train(GradientCombination.SUM, 3, List.of());
    for (String array : together.arrays().keySet()) {
      assertArrayEquals(
          together.arrays().get(array).values(), apart.arrays().get(array).values(), 1e-5f, array);
    }
    assertNotEquals(plain.fingerprint(), together.fingerprint());
  }

  @Test
  void productsAreThoseOfSharedParameters() {
    // Of side, all of which lies before the outputs, only the trunk is shared with level.
    List<double[][]> seen = new ArrayList<>();
    train(spied(seen), 1, List.of());
    List<double[][]> alone = new ArrayList<>();
    train(spied(alone), 1, List.of(new NodeTuning(List.of("side", "level"), 0, 0)));
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(
          alone.get(0)[i], seen.get(0)[i], "The outputs' own layers are not a conflict");
      assertTrue(seen.get(0)[i][i] > 0);
    }
    assertEquals(seen.get(0)[0][1], seen.get(0)[1][0]);
  }

  @Test
  void frozenNodesAreLeftOut() {
    List<double[][]> seen = new ArrayList<>();
    Weights trained = train(spied(seen), 2, List.of(new NodeTuning(List.of("trunk"), 0, 0)));
    for (double[][] products : seen) {
      assertArrayEquals(new double[2], products[0]);
      assertArrayEquals(new double[2], products[1]);
    }
    Weights start = WeightInitialization.draw(STUDENT, 1);
    assertArrayEquals(array(start, "trunk.weight"), array(trained, "trunk.weight"));
    assertNotEquals(
        List.of(array(start, "level.weight")[0]), List.of(array(trained, "level.weight")[0]));
  }

  @Test
  void trialsOfAStepKeepItsWeights() {
    int[] asked = {0};
    GradientCombination changing =
        (objectives, seed) ->
            step -> {
              step.products();
              return new double[] {1 + asked[0]++, 0};
            };
    Descent descent = new Descent(0, 3);
    train(changing, LOSS, 2, List.of(), descent);
    assertEquals(2, asked[0], "Once for each of two steps");
    // At a rate of 0 nothing moves, so that a step's trials differ by its weights alone.
    List<Double> values = descent.values();
    assertEquals(6, values.size());
    assertEquals(values.get(0), values.get(1));
    assertEquals(values.get(0), values.get(2));
    assertEquals(2 * values.get(0), values.get(3), 1e-9);
    assertEquals(values.get(3), values.get(5));
    // Two trials in each of two steps, in one pass each.
    assertEquals(4, calls().stream().filter("backward [level, side]"::equals).count());
  }

  @Test
  void weightsThatAreNotFiniteStopTheTraining() {
    String message =
        assertThrows(DivergedException.class, () -> train(byValues(1, Double.NaN), 1, List.of()))
            .getMessage();
    assertTrue(message.contains("[side, level]"), message);
  }

  private static GradientCombination byValues(double... weights) {
    return (objectives, seed) -> step -> weights.clone();
  }

  private static GradientCombination byProducts(double... weights) {
    return (objectives, seed) ->
        step -> {
          step.products();
          return weights.clone();
        };
  }

  private static GradientCombination spied(List<double[][]> seen) {
    return (objectives, seed) ->
        (Objectives step) -> {
          seen.add(step.products());
          return new double[] {1, 1};
        };
  }

  private Weights train(GradientCombination combination, int steps, List<NodeTuning> nodes) {
    return train(combination, LOSS, steps, nodes, new Descent(0.5f, 1));
  }

  private Weights train(
      GradientCombination combination,
      Loss loss,
      int steps,
      List<NodeTuning> nodes,
      Optimizer optimizer) {
    TrainingSettings settings =
        TrainingSettings.builder(optimizer, loss)
            .steps(steps)
            .batch(8)
            .validations(1)
            .gradients(combination)
            .nodes(nodes)
            .build();
    DistillationPlan plan = DistillationPlan.supervised(STUDENT, lesson.data().heads(), loss);
    return new Trainer(backend, TrainingListener.NONE, MetricSet.NONE)
        .train(TrainingTask.supervised("student", 1, lesson.data(), plan, settings))
        .networks()
        .get(DistillationPlan.STUDENT)
        .weights();
  }

  /** What the first network was asked for in training. */
  private List<String> calls() {
    return backend.networksWith("trunk").get(0).calls().stream()
        .filter(call -> !call.startsWith("INFERENCE"))
        .toList();
  }

  private static float[] array(Weights weights, String name) {
    return weights.arrays().get(name).values();
  }

  /** Gradient descent that evaluates the objective some times in each step. */
  private record Descent(float rate, int evaluations, List<Double> values) implements Optimizer {

    Descent(float rate, int evaluations) {
      this(rate, evaluations, new ArrayList<>());
    }

    @Override
    public Session start(List<ParameterGroup> groups) {
      return new Session() {
        @Override
        public void step(Objective objective, double rateFactor) {
          for (int i = 0; i < evaluations; i++) {
            values.add(objective.evaluate());
          }
          groups.forEach(group -> group.values().add(-rate, group.gradients()));
        }

        @Override
        public State state() {
          return new State(0, Map.of());
        }

        @Override
        public void restore(State state) {}

        @Override
        public void close() {}
      };
    }
  }
}
