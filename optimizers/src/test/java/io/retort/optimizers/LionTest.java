package io.retort.optimizers;

import static io.retort.optimizers.SingleParameterSteps.assertSteps;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.optimizer.OptimizerProvider;
import io.retort.optimizers.providers.LionProvider;
import io.retort.testkit.OptimizerContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LionTest extends OptimizerContract<Lion> {
  private static final Lion DECAYING = new Lion(0.1, 0.5, 0.75, 0.5);

  @Override
  protected OptimizerProvider<Lion> provider() {
    return new LionProvider();
  }

  @Override
  protected Lion configuration() {
    return new Lion(0.0002, 0);
  }

  /**
   * Steps of one size swing about a minimum by their size times the mean's memory, and so are
   * small.
   */
  @Override
  protected int quadraticSteps() {
    return 6_000;
  }

  @Override
  protected Lion rosenbrockConfiguration() {
    return new Lion(0.001, 0);
  }

  @Override
  protected Optional<Lion> decayingConfiguration() {
    return Optional.of(DECAYING);
  }

  @Test
  void signOfTheBlendIsTheStep() {
    // blend = 0.5·m + 0.5·g = 2, 0.5·1 − 0.5·0.6 = 0.2, 0.5·0.6 − 0.5·2 = −0.7
    // m = 0.25·4 = 1, 0.75 − 0.15 = 0.6, whatever the last
    // The second step still goes down although its gradient is negative; the third goes up.
    assertSteps(new Lion(0.1, 0.5, 0.75, 0), new double[] {4, -0.6, -2}, 0.9, 0.8, 0.9);
  }

  @Test
  void weightsDecayBesideTheStep() {
    // decay takes 0.1·0.5 = 5%: 1 − 0.05 − 0.1 = 0.85, 0.85 − 0.0425 − 0.1 = 0.7075
    assertSteps(DECAYING, new double[] {4, -0.6}, 0.85, 0.7075);
  }

  @Test
  void biasesDoNotDecay() {
    assertSteps(DECAYING, 1, false, new double[] {4, -0.6}, 0.9, 0.8);
  }

  @Test
  void factorScalesDecayToo() {
    assertSteps(DECAYING, 0.5, true, new double[] {4}, 0.925);
  }

  @Test
  void sizeOfTheGradientDoesNotMatter() {
    assertSteps(new Lion(0.1, 0), new double[] {1e-6, 1e6, 3}, 0.9, 0.8, 0.7);
  }

  @Test
  void shortConstructorHasTheUsualSettings() {
    assertEquals(new Lion(0.1, 0.9, 0.99, 0.2), new Lion(0.1, 0.2));
  }
}
