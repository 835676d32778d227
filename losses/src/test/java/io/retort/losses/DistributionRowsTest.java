package io.retort.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows are loaded together or alone, depending on the number of classes. */
class DistributionRowsTest {

  static Stream<Loss> losses() {
    return Stream.of(
        new CrossEntropy(0),
        new CrossEntropy(0.1),
        new KullbackLeibler(4),
        new KullbackLeibler(4, true, KullbackLeibler.Direction.REVERSE),
        new SoftCrossEntropy(3, true),
        new MeanSquaredError(MeanSquaredError.On.PROBABILITIES),
        new Decoupled(1, 8, 4));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void rowsOfFewClassesAreEvaluatedAsIfAlone(Loss loss) {
    assertMeanOfRows(loss, 131, 10);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void rowsOfManyClassesAreEvaluatedAsIfAlone(Loss loss) {
    assertMeanOfRows(loss, 3, 1003);
  }

  private static void assertMeanOfRows(Loss loss, int batch, int classes) {
    SplittableRandom random = new SplittableRandom(7);
    Tensor student = logits(random, batch, classes);
    Tensor teacher = logits(random, batch, classes);
    int[] labels = random.ints(batch, 0, classes).toArray();
    Evaluated whole = Evaluated.of(loss, student, target(loss, teacher, labels));
    double sum = 0;
    for (int row = 0; row < batch; row++) {
      Evaluated alone =
          Evaluated.of(
              loss,
              student.rows(row, 1),
              target(loss, teacher.rows(row, 1), new int[] {labels[row]}));
      sum += alone.value();
      double largest = 0;
      for (float slope : alone.gradient()) {
        largest = Math.max(largest, Math.abs(slope));
      }
      for (int i = 0; i < classes; i++) {
        assertEquals(
            alone.gradient()[i] / batch,
            whole.gradient()[row * classes + i],
            1e-6 * (1 + largest) / batch,
            "row " + row + ", class " + i);
      }
    }
    assertEquals(sum / batch, whole.value(), 1e-12 * Math.abs(sum));
  }

  private static Target target(Loss loss, Tensor teacher, int[] labels) {
    if (loss instanceof CrossEntropy) {
      return new Target.Classes(labels);
    } else if (loss instanceof Decoupled) {
      return new Target.LabelledLogits(labels, teacher);
    }
    return new Target.Logits(teacher);
  }

  private static Tensor logits(SplittableRandom random, int batch, int classes) {
    Tensor logits = Tensor.allocate(Shape.of(batch, classes));
    for (int i = 0; i < batch * classes; i++) {
      logits.set(i, (float) random.nextDouble(-8, 8));
    }
    return logits;
  }
}
