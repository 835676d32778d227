package io.retort.optimizers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.gradient.GradientCombination;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkPlan;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.TwoHeadLesson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A network with two outputs whose gradients are in conflict, trained by the engine. */
class ConflictTest {
  /** So small that what is not of first order does not count. */
  private static final double RATE = 1e-4;

  private static final int NETWORKS = 30;

  @Test
  void thePlainSumRaisesAnObjectiveOfSomeNetworks() {
    assertTrue(rises(GradientCombination.SUM) > 2);
  }

  @Test
  void projectedGradientsRaiseNeither() {
    assertTrue(rises(new PcGrad()) == 0);
  }

  @Test
  void theShortestVectorRaisesNeither() {
    assertTrue(rises(new Mgda()) == 0);
  }

  /** How many of some networks have an output whose loss is larger after one step. */
  private static int rises(GradientCombination combination) {
    int rises = 0;
    for (long seed = 0; seed < NETWORKS; seed++) {
      List<List<Double>> values = values(combination, seed);
      boolean rose = false;
      for (int i = 0; i < 2; i++) {
        double before = values.get(0).get(i);
        rose |= values.get(1).get(i) > before * (1 + 1e-7);
      }
      rises += rose ? 1 : 0;
    }
    return rises;
  }

  /** The losses of both outputs before and after a step on all samples. */
  private static List<List<Double>> values(GradientCombination combination, long seed) {
    List<List<Double>> values = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            values.add(
                report.terms().get(DistillationPlan.STUDENT).stream()
                    .map(EpochReport.TermReport::value)
                    .toList());
          }
        };
    // Large numbers, so that their gradient rules the shared layer.
    try (TwoHeadLesson lesson = TwoHeadLesson.of(16, 20, seed);
        DifferenceBackend backend = new DifferenceBackend()) {
      DistillationPlan plan =
          DistillationPlan.supervised(
              NetworkPlan.of(TwoHeadLesson.STUDENT, TwoHeadLesson.INPUT),
              lesson.data().heads(),
              new SquaredError());
      new Trainer(backend, listener, MetricSet.NONE)
          .train(
              TrainingTask.supervised("student", seed, lesson.data(), plan, settings(combination)));
    }
    return values;
  }

  private static TrainingSettings settings(GradientCombination combination) {
    return TrainingSettings.builder(new Sgd(RATE, 0, false), new SquaredError())
        .epochs(2)
        .batch(16)
        .validations(1)
        .gradients(combination)
        .build();
  }

  /** Half the squared distance from the true values, or from one value of 1 for the true class. */
  private record SquaredError() implements Loss {

    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.CLASSES, TargetKind.VALUES);
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      int width = student.shape().extent(1);
      int rows = student.shape().extent(0);
      double sum = 0;
      for (int i = 0; i < student.shape().elements(); i++) {
        double wanted =
            target instanceof Target.Classes classes
                ? (classes.labels()[i / width] == i % width ? 1 : 0)
                : ((Target.Values) target).values().get(i);
        double difference = student.get(i) - wanted;
        sum += difference * difference / 2;
        gradient.set(i, (float) (difference / rows));
      }
      return sum / rows;
    }
  }
}
