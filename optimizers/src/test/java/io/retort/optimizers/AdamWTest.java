package io.retort.optimizers;

import static io.retort.optimizers.SingleParameterSteps.assertSteps;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.providers.AdamWProvider;
import io.retort.testkit.OptimizerContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdamWTest extends OptimizerContract<AdamW> {
  private static final AdamW DECAYING = new AdamW(0.1, 0.5, 0.75, 1, 0.5);

  @Override
  protected OptimizerProvider<AdamW> provider() {
    return new AdamWProvider();
  }

  @Override
  protected AdamW configuration() {
    return new AdamW(0.05, 0);
  }

  @Override
  protected Optional<AdamW> decayingConfiguration() {
    return Optional.of(DECAYING);
  }

  @Test
  void weightsDecayBesideAdamsStep() {
    // Adam's steps for these gradients are 0.08 and 0.0662737 (see AdamTest); decay takes
    // 0.1·0.5 = 5% of the weight: 1 − 0.05 − 0.08 = 0.87, 0.87 − 0.0435 − 0.0662737
    assertSteps(DECAYING, new double[] {4, 2}, 0.87, 0.7602263);
  }

  @Test
  void biasesDoNotDecay() {
    assertSteps(DECAYING, 1, false, new double[] {4, 2}, 0.92, 0.8537263);
  }

  @Test
  void factorScalesDecayToo() {
    // half of 0.05 + 0.08
    assertSteps(DECAYING, 0.5, true, new double[] {4}, 0.935);
  }

  @Test
  void shortConstructorHasTheUsualSettings() {
    assertEquals(new AdamW(0.1, 0.9, 0.999, 1e-8, 0.2), new AdamW(0.1, 0.2));
  }
}
