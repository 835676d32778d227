package io.retort.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.MeanSquaredError;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is compared is the same: the expressions and the loops that are written by hand agree. */
class ExpressedLossesTest {

  @Test
  void divergenceAgreesWithTheOneWrittenByHand() {
    agree(new KullbackLeibler(4), new SameDiffKullbackLeibler(4), Shape.of(5, 7), false);
  }

  @Test
  void squaresAgreeWithThoseWrittenByHand() {
    agree(
        new MeanSquaredError(MeanSquaredError.On.LOGITS),
        new SameDiffMeanSquaredError(),
        Shape.of(3, 2, 4, 5),
        true);
  }

  private static void agree(Loss byHand, Loss expressed, Shape shape, boolean features) {
    Random random = new Random(2);
    try (Tensor student = drawn(shape, random);
        Tensor teacher = drawn(shape, random);
        Tensor expected = Tensor.allocate(shape);
        Tensor found = Tensor.allocate(shape)) {
      Target target = features ? new Target.Features(teacher) : new Target.Logits(teacher);
      double value = byHand.evaluate(student, target, expected);
      assertEquals(value, expressed.evaluate(student, target, found), 1e-6 * value);
      assertArrayEquals(expected.toArray(), found.toArray(), 1e-7f);
    }
  }

  private static Tensor drawn(Shape shape, Random random) {
    Tensor tensor = Tensor.allocate(shape);
    for (int i = 0; i < shape.elements(); i++) {
      tensor.set(i, (float) (3 * random.nextGaussian()));
    }
    return tensor;
  }
}
