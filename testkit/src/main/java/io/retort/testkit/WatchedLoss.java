package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import java.util.Set;

/** A loss that fails where the one that it watches changes the student's output or the target. */
class WatchedLoss implements Loss {
  private final String term;
  private final Loss loss;

  private WatchedLoss(String term, Loss loss) {
    this.term = term;
    this.loss = loss;
  }

  static Loss of(Term term) {
    return term.loss() instanceof TemperedLoss tempered
        ? new Tempered(term.name(), tempered)
        : new WatchedLoss(term.name(), term.loss());
  }

  @Override
  public Set<TargetKind> accepts() {
    return loss.accepts();
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    float[] studentBefore = student.toArray();
    float[] targetBefore = TargetSamples.numbers(target);
    double value = loss.evaluate(student, target, gradient);
    String changed = "The term '" + term + "' changes ";
    assertArrayEquals(studentBefore, student.toArray(), changed + "the student's output");
    assertArrayEquals(
        targetBefore,
        TargetSamples.numbers(target),
        changed + "its target, what a teacher, a peer or the data has said");
    return value;
  }

  private static final class Tempered extends WatchedLoss implements TemperedLoss {
    private final String term;
    private final TemperedLoss loss;

    Tempered(String term, TemperedLoss loss) {
      super(term, loss);
      this.term = term;
      this.loss = loss;
    }

    @Override
    public TemperedLoss withTemperature(double temperature) {
      return new Tempered(term, loss.withTemperature(temperature));
    }
  }
}
