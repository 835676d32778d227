package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.HostVector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradientAdjustmentTest {
  private static final float TOLERANCE = 1e-6f;

  /** Three weights, of which the last is a gap, then a bias; the fifth value is not trained. */
  private final HostVector parameters = HostVector.allocate(5);

  private final HostVector gradients = HostVector.allocate(5);
  private final List<ParameterGroup> groups = List.of(group(0, 3, true), group(3, 1, false));

  GradientAdjustmentTest() {
    parameters.write(0, new float[] {2, -3, 0, 5, 100});
  }

  /** Adjusts the gradients, and gives the penalty. */
  private double apply(GradientAdjustment adjustment) {
    adjustment.apply(groups);
    return adjustment.penalty(groups);
  }

  @Test
  void withoutPenaltiesNothingChanges() {
    gradients.write(0, new float[] {1, 2, 0, 3, 4});
    assertEquals(0, apply(adjustment(0, 0, Optional.empty())));
    assertGradients(1, 2, 0, 3, 4);
  }

  @Test
  void squaredPenaltyAddsTheWeights() {
    gradients.write(0, new float[] {1, 1, 0, 1, 1});
    // 0.1/2 · (4 + 9)
    assertEquals(0.65, apply(adjustment(0, 0.1, Optional.empty())), TOLERANCE);
    assertGradients(1.2f, 0.7f, 0, 1, 1);
  }

  @Test
  void absolutePenaltyAddsTheSigns() {
    gradients.write(0, new float[] {1, 1, 0, 1, 1});
    assertEquals(0.5, apply(adjustment(0.1, 0, Optional.empty())), TOLERANCE);
    assertGradients(1.1f, 0.9f, 0, 1, 1);
  }

  @Test
  void penaltiesAddUp() {
    assertEquals(1.15, apply(adjustment(0.1, 0.1, Optional.empty())), TOLERANCE);
    assertGradients(0.3f, -0.4f, 0, 0, 0);
  }

  @Test
  void aLargeGradientIsScaledToTheNorm() {
    gradients.write(0, new float[] {0, 3, 0, 4, 0});
    adjustment(0, 0, Optional.of(1.0)).apply(groups);
    assertGradients(0, 0.6f, 0, 0.8f, 0);
  }

  @Test
  void aSmallGradientIsNotScaledUp() {
    gradients.write(0, new float[] {0, 3, 0, 4, 0});
    adjustment(0, 0, Optional.of(5.0)).apply(groups);
    assertGradients(0, 3, 0, 4, 0);
  }

  @Test
  void whatIsNotTrainedDoesNotCountInTheNorm() {
    gradients.write(0, new float[] {0, 3, 0, 4, 1000});
    adjustment(0, 0, Optional.of(5.0)).apply(groups);
    assertGradients(0, 3, 0, 4, 1000);
  }

  @Test
  void penaltiesAreClippedToo() {
    // 0.1 · 2 + 0.1 and −(0.1 · 3 + 0.1) give a norm of 0.5.
    adjustment(0.1, 0.1, Optional.of(0.05)).apply(groups);
    assertGradients(0.03f, -0.04f, 0, 0, 0);
  }

  private ParameterGroup group(int offset, int length, boolean decay) {
    return new ParameterGroup(
        parameters.slice(offset, length), gradients.slice(offset, length), 1, decay);
  }

  private static GradientAdjustment adjustment(double l1, double l2, Optional<Double> clipNorm) {
    TrainingSettingsBuilder settings = Fixtures.settings().l1(l1).l2(l2);
    clipNorm.ifPresent(settings::clipNorm);
    return new GradientAdjustment(settings.build());
  }

  private void assertGradients(float... expected) {
    float[] actual = new float[5];
    gradients.read(0, actual);
    assertArrayEquals(expected, actual, TOLERANCE);
    float[] untouched = new float[5];
    parameters.read(0, untouched);
    assertArrayEquals(new float[] {2, -3, 0, 5, 100}, untouched);
  }
}
