package io.retort.core.tests;

import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.value;
import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.plan;
import static io.retort.testkit.Refusals.assertRefused;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossFormula;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.DivergedException;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingTask;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.DistantBackend;
import io.retort.testkit.TinyLesson;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Trainings whose losses are evaluated where a backend computes, out of the host's sight. */
class DistantTrainingTest {

  /** From the seventh step on no value is finite, which is read at the end of the epoch. */
  @Test
  void aLossThatIsNotFiniteNamesTheFirstSuchStep() {
    Breaking loss = new Breaking();
    TrainingListener breaker =
        new TrainingListener() {
          @Override
          public void epoch(EpochReport report) {
            loss.broken = report.epoch() == 2;
          }
        };
    Term hint = new Term("fragile", loss, "fc", new TargetSource.Labels("class"), 1);
    try (TrainingFixture fixture = new TrainingFixture(20);
        DistantBackend distant = new DistantBackend(new DifferenceBackend())) {
      TrainingTask task =
          new TrainingTask(
              "distilled",
              1,
              fixture.lesson.data(),
              fixture.all(),
              plan(hint),
              Optional.empty(),
              TinyLesson.settings(4, LABEL_LOSS),
              12);
      assertRefused(
          DivergedException.class,
          () -> new Trainer(distant, breaker, TrainingFixture.METRICS).train(task),
          "'fragile'",
          "step 7 of 12",
          "batch of 8",
          "of epoch 2");
    }
  }

  /** Cross-entropy, until it breaks. */
  private static final class Breaking implements Loss {
    private static final LossProgram PROGRAM =
        new LossProgram(
            scalar("scale")
                .times(
                    value()
                        .rowLogSumExp()
                        .minus(value().times(new Expression.TrueClass()).rowSum())));

    private boolean broken;

    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.CLASSES);
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      return LABEL_LOSS.evaluate(student, target, gradient);
    }

    @Override
    public Optional<LossFormula> formula(TargetKind kind) {
      return Optional.of(LossFormula.of(PROGRAM, Map.of("scale", broken ? Double.NaN : 1)));
    }
  }
}
