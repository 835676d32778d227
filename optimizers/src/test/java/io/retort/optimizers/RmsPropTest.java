package io.retort.optimizers;

import static io.retort.optimizers.SingleParameterSteps.assertSteps;

import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.providers.RmsPropProvider;
import io.retort.testkit.OptimizerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RmsPropTest {

  @Test
  void gradientIsDividedByItsRecentSize() {
    // s = 0.25·16 = 4, 0.75·4 + 0.25·4 = 4, 0.75·4 + 0.25·36 = 12
    // g/(√s + 1) = 4/3, 2/3, 6/4.464102 = 1.344055
    // p = 1 − 0.133333, 0.866667 − 0.066667, 0.8 − 0.134406
    assertSteps(new RmsProp(0.1, 0.75, 0, 1), new double[] {4, 2, 6}, 0.866667, 0.8, 0.6655945);
  }

  @Test
  void momentumGathersTheDividedGradients() {
    // v = 4/3, 0.5·4/3 + 2/3 = 4/3, 0.5·4/3 + 0 = 2/3
    // p = 1 − 0.133333, 0.866667 − 0.133333, 0.733333 − 0.066667
    assertSteps(
        new RmsProp(0.1, 0.75, 0.5, 1), new double[] {4, 2, 0}, 0.866667, 0.733333, 0.666667);
  }

  @Test
  void factorScalesTheRate() {
    // 1 − 0.1·0.5·4/3
    assertSteps(new RmsProp(0.1, 0.75, 0, 1), 0.5, true, new double[] {4}, 0.933333);
  }

  private abstract static class Contract extends OptimizerContract<RmsProp> {
    @Override
    protected OptimizerProvider<RmsProp> provider() {
      return new RmsPropProvider();
    }
  }

  @Nested
  class Plain extends Contract {
    @Override
    protected RmsProp configuration() {
      return new RmsProp(0.01, 0.9, 0, 1e-8);
    }

    @Override
    protected RmsProp rosenbrockConfiguration() {
      return new RmsProp(0.001, 0.99, 0, 1e-8);
    }
  }

  @Nested
  class WithMomentum extends Contract {
    @Override
    protected RmsProp configuration() {
      return new RmsProp(0.002, 0.99, 0.9, 1e-8);
    }

    @Override
    protected RmsProp rosenbrockConfiguration() {
      return new RmsProp(0.0002, 0.99, 0.9, 1e-8);
    }
  }
}
