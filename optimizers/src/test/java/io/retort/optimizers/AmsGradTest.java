package io.retort.optimizers;

import static io.retort.optimizers.SingleParameterSteps.assertSteps;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.providers.AmsGradProvider;
import io.retort.testkit.OptimizerContract;
import org.junit.jupiter.api.Test;

class AmsGradTest extends OptimizerContract<AmsGrad> {

  @Override
  protected OptimizerProvider<AmsGrad> provider() {
    return new AmsGradProvider();
  }

  @Override
  protected AmsGrad configuration() {
    return new AmsGrad(0.05);
  }

  @Test
  void largestMeanSquareStays() {
    // m = 2, 1, 0.5; corrected by 0.5, 0.75, 0.875: 4, 1.3333333, 0.5714286
    // v = 4, 3, 2.25, of which the largest is 4; corrected by 0.25, 0.4375, 0.578125:
    //     16, 9.1428571, 6.9189189
    // m/(√w + 1) = 4/5, 1.3333333/4.0237158 = 0.3313687, 0.5714286/3.6303838 = 0.1574017
    // Adam would divide the last two by 1 + √(3/0.4375) and 1 + √(2.25/0.578125).
    assertSteps(new AmsGrad(0.1, 0.5, 0.75, 1), new double[] {4, 0, 0}, 0.92, 0.8868631, 0.8711230);
  }

  @Test
  void factorScalesTheRate() {
    assertSteps(new AmsGrad(0.1, 0.5, 0.75, 1), 0.25, true, new double[] {4}, 0.98);
  }

  @Test
  void shortConstructorHasTheUsualSettings() {
    assertEquals(new AmsGrad(0.1, 0.9, 0.999, 1e-8), new AmsGrad(0.1));
  }
}
