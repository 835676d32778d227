package io.retort.optimizers;

import static io.retort.optimizers.SingleParameterSteps.assertSteps;

import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.providers.AdaGradProvider;
import io.retort.testkit.OptimizerContract;
import org.junit.jupiter.api.Test;

class AdaGradTest extends OptimizerContract<AdaGrad> {

  @Override
  protected OptimizerProvider<AdaGrad> provider() {
    return new AdaGradProvider();
  }

  @Override
  protected AdaGrad configuration() {
    return new AdaGrad(0.5, 1e-10);
  }

  @Test
  void rateShrinksWithAllGradientsSeen() {
    // s = 9, 25, 169; g/(√s + 1) = 3/4, 4/6, −12/14
    // p = 1 − 0.375, 0.625 − 0.333333, 0.291667 + 0.428571
    assertSteps(new AdaGrad(0.5, 1), new double[] {3, 4, -12}, 0.625, 0.291667, 0.720238);
  }

  @Test
  void factorScalesTheRate() {
    // 1 − 0.5·0.2·3/4
    assertSteps(new AdaGrad(0.5, 1), 0.2, true, new double[] {3}, 0.925);
  }
}
