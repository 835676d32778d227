package io.retort.optimizers;

import static io.retort.optimizers.SingleParameterSteps.assertSteps;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.providers.AdamProvider;
import io.retort.testkit.OptimizerContract;
import org.junit.jupiter.api.Test;

class AdamTest extends OptimizerContract<Adam> {

  @Override
  protected OptimizerProvider<Adam> provider() {
    return new AdamProvider();
  }

  @Override
  protected Adam configuration() {
    return new Adam(0.05);
  }

  @Test
  void meansAreCorrectedForTheirStart() {
    // m = 0.5·4 = 2, 0.5·2 + 0.5·2 = 2; corrected by 1 − 0.5 and 1 − 0.25: 4, 2.666667
    // v = 0.25·16 = 4, 0.75·4 + 0.25·4 = 4; corrected by 1 − 0.75 and 1 − 0.5625: 16, 9.142857
    // m/(√v + 1) = 4/5, 2.666667/4.023716 = 0.662737
    // p = 1 − 0.08, 0.92 − 0.0662737
    assertSteps(new Adam(0.1, 0.5, 0.75, 1), new double[] {4, 2}, 0.92, 0.8537263);
  }

  @Test
  void factorScalesTheRate() {
    // 1 − 0.1·0.25·0.8
    assertSteps(new Adam(0.1, 0.5, 0.75, 1), 0.25, true, new double[] {4}, 0.98);
  }

  @Test
  void firstStepIsTheLearningRateWhateverTheGradient() {
    assertSteps(new Adam(0.1), new double[] {1e-2}, 0.9);
    assertSteps(new Adam(0.1), new double[] {1e6}, 0.9);
  }

  @Test
  void shortConstructorHasTheUsualSettings() {
    assertEquals(new Adam(0.1, 0.9, 0.999, 1e-8), new Adam(0.1));
  }
}
