package io.retort.core.tests;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.tensor.Tensor;
import java.util.Set;

/** A loss that shows what it is given to an observer, then does as another loss does. */
public record SpyLoss(Loss loss, double temperature, Observer observer) implements TemperedLoss {

  /** Is shown every evaluation. */
  @FunctionalInterface
  public interface Observer {
    void see(Tensor student, Target target, double temperature);
  }

  public SpyLoss(Loss loss, Observer observer) {
    this(loss, 1, observer);
  }

  @Override
  public TemperedLoss withTemperature(double other) {
    Loss tempered = loss instanceof TemperedLoss moves ? moves.withTemperature(other) : loss;
    return new SpyLoss(tempered, other, observer);
  }

  @Override
  public Set<TargetKind> accepts() {
    return loss.accepts();
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    observer.see(student, target, temperature);
    return loss.evaluate(student, target, gradient);
  }
}
