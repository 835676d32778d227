package io.retort.optimizers;

import static io.retort.optimizers.SingleParameterSteps.assertSteps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.providers.SgdProvider;
import io.retort.testkit.OptimizerContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SgdTest {
  private static final double[] GRADIENTS = {1, 2, -1};

  @Test
  void plainStepIsRateTimesGradient() {
    // 1 − 0.1·1 = 0.9, − 0.1·2 = 0.7, + 0.1·1 = 0.8
    assertSteps(new Sgd(0.1, 0, false), GRADIENTS, 0.9, 0.7, 0.8);
  }

  @Test
  void velocityGathersGradients() {
    // v = 1, 0.9·1 + 2 = 2.9, 0.9·2.9 − 1 = 1.61
    // p = 1 − 0.1, 0.9 − 0.29, 0.61 − 0.161
    assertSteps(new Sgd(0.1, 0.9, false), GRADIENTS, 0.9, 0.61, 0.449);
  }

  @Test
  void nesterovLooksAhead() {
    // v as above; g + 0.9·v = 1.9, 2 + 2.61 = 4.61, −1 + 1.449 = 0.449
    // p = 1 − 0.19, 0.81 − 0.461, 0.349 − 0.0449
    assertSteps(new Sgd(0.1, 0.9, true), GRADIENTS, 0.81, 0.349, 0.3041);
  }

  @Test
  void factorScalesTheRate() {
    // rate 0.1·0.5: 1 − 0.05, 0.95 − 0.05·2.9, 0.805 − 0.05·1.61
    assertSteps(new Sgd(0.1, 0.9, false), 0.5, true, GRADIENTS, 0.95, 0.805, 0.7245);
  }

  @Test
  void withoutMomentumNothingIsRemembered() {
    assertEquals(List.of(), new Sgd(0.1, 0, false).stateNames());
  }

  @Test
  void nesterovWithoutMomentumIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Sgd(0.1, 0, true));
  }

  private abstract static class Contract extends OptimizerContract<Sgd> {
    @Override
    protected OptimizerProvider<Sgd> provider() {
      return new SgdProvider();
    }
  }

  @Nested
  class Plain extends Contract {
    @Override
    protected Sgd configuration() {
      return new Sgd(0.05, 0, false);
    }

    @Override
    protected Sgd rosenbrockConfiguration() {
      return new Sgd(0.001, 0, false);
    }

    @Override
    protected int rosenbrockSteps() {
      return 20_000;
    }
  }

  @Nested
  class WithMomentum extends Contract {
    @Override
    protected Sgd configuration() {
      return new Sgd(0.02, 0.9, false);
    }

    @Override
    protected Sgd rosenbrockConfiguration() {
      return new Sgd(0.0005, 0.9, false);
    }
  }

  @Nested
  class WithNesterovsMomentum extends Contract {
    @Override
    protected Sgd configuration() {
      return new Sgd(0.02, 0.9, true);
    }

    @Override
    protected Sgd rosenbrockConfiguration() {
      return new Sgd(0.0005, 0.9, true);
    }
  }
}
