package com.acme.annealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Loss;
import io.retort.core.optimizer.Schedule;
import io.retort.core.strategy.StrategyProvider;
import io.retort.losses.Supervised;
import io.retort.testkit.StrategyContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnealingTest extends StrategyContract<Annealing> {

  @Override
  protected StrategyProvider<Annealing> provider() {
    return new AnnealingProvider();
  }

  @Override
  protected Annealing configuration() {
    return new Annealing(List.of(4.0, 1.0), 0.5);
  }

  @Override
  protected Loss labelLoss() {
    return new Supervised();
  }

  @Test
  void theTemperatureFallsFromPointToPoint() {
    Schedule curve = new CoolingCurve(List.of(10.0, 4.0, 1.0));
    double[] expected = {10, 7, 4, 2.5, 1};
    for (int step = 0; step < 5; step++) {
      assertEquals(expected[step], 10 * curve.factor(step, 5), 1e-9);
    }
  }

  @Test
  void aSingleStepIsMadeCold() {
    assertEquals(1, 7 * new CoolingCurve(List.of(7.0, 1.0)).factor(0, 1), 1e-9);
  }

  @Test
  void temperaturesThatDoNotFallToOneAreRefused() {
    for (List<Double> wrong :
        List.of(List.<Double>of(), List.of(1.0), List.of(3.0, 2.0), List.of(2.0, 3.0, 1.0))) {
      assertThrows(IllegalArgumentException.class, () -> new Annealing(wrong, 0.5));
    }
  }
}
