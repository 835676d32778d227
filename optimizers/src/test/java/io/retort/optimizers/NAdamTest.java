package io.retort.optimizers;

import static io.retort.optimizers.SingleParameterSteps.assertSteps;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.providers.NAdamProvider;
import io.retort.testkit.OptimizerContract;
import org.junit.jupiter.api.Test;

class NAdamTest extends OptimizerContract<NAdam> {

  @Override
  protected OptimizerProvider<NAdam> provider() {
    return new NAdamProvider();
  }

  @Override
  protected NAdam configuration() {
    return new NAdam(0.05);
  }

  @Test
  void stepsLookAhead() {
    // With ψ = −ln 2/ln 0.96, 0.96^(tψ) is 2⁻ᵗ: μ = 0.5·(1 − 2⁻ᵗ/2) = 0.375, 0.4375, 0.46875
    // Π = 0.375, 0.1640625, 0.076904297
    // m = 2, 2 and v = 4, 4, which corrected is 16, 9.142857 (see AdamTest)
    // 1: 0.4375·2/0.8359375 + 0.625·4/0.625 = 1.0467290 + 4 = 5.0467290, over 5: 1.0093458
    // 2: 0.46875·2/0.923095703 + 0.5625·2/0.8359375
    //    = 1.0156043 + 1.3457944 = 2.3613987, over 4.0237158: 0.5868702
    double psi = -Math.log(2) / Math.log(0.96);
    assertSteps(new NAdam(0.1, 0.5, 0.75, 1, psi), new double[] {4, 2}, 0.89906542, 0.8403784);
  }

  @Test
  void factorScalesTheRate() {
    double psi = -Math.log(2) / Math.log(0.96);
    assertSteps(
        new NAdam(0.1, 0.5, 0.75, 1, psi), 0.5, true, new double[] {4}, 1 - 0.05 * 1.0093458);
  }

  @Test
  void productOfMomentaIsThatOfTheLoop() {
    NAdam usual = new NAdam(0.1);
    double product = 1;
    for (int t = 1; t <= 50; t++) {
      product *= 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.004));
      assertEquals(product, usual.momentumProduct(t), 1e-12 * product, "At step " + t);
    }
  }

  @Test
  void shortConstructorHasTheUsualSettings() {
    assertEquals(new NAdam(0.1, 0.9, 0.999, 1e-8, 0.004), new NAdam(0.1));
  }
}
