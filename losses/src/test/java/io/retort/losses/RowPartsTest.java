package io.retort.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threads share a batch, and what comes of it is what one evaluation of the whole batch gives. */
class RowPartsTest {
  private static final int CLASSES = 1000;
  private final Random random = new Random(1);

  /** Threads that take their parts in the reverse order, and say how many there were. */
  private static final class Reversed implements HostThreads {
    private final List<Integer> parts = new ArrayList<>();

    @Override
    public int count() {
      return 3;
    }

    @Override
    public boolean awake() {
      return true;
    }

    @Override
    public void run(int count, IntConsumer each) {
      parts.add(count);
      IntStream.range(0, count).forEach(part -> each.accept(count - 1 - part));
    }
  }

  private Tensor drawn(int rows) {
    Tensor tensor = Tensor.allocate(Shape.of(rows, CLASSES));
    for (int i = 0; i < rows * CLASSES; i++) {
      tensor.set(i, (float) (3 * random.nextGaussian()));
    }
    return tensor;
  }

  private void assertSameInParts(Loss loss, int rows, Target target) {
    try (Tensor student = drawn(rows);
        Tensor whole = Tensor.allocate(student.shape());
        Tensor parts = Tensor.allocate(student.shape())) {
      CriterionSetting setting =
          new CriterionSetting(
              List.of(Shape.of(CLASSES)),
              List.of(new CriterionSetting.TargetShape(target.kind(), Shape.of(CLASSES))),
              rows,
              1);
      Reversed threads = new Reversed();
      double expected = loss.evaluate(student, target, whole);
      double value =
          loss.start(setting)
              .evaluate(
                  new CriterionInput(List.of(student), List.of(target), new int[rows], new float[0])
                      .with(threads),
                  List.of(parts),
                  new float[0]);
      assertEquals(expected, value, 1e-13 * Math.abs(expected));
      assertArrayEquals(whole.toArray(), parts.toArray());
      assertEquals(rows % 2 == 0 ? List.of(rows % 8 == 0 ? 3 : 2) : List.of(), threads.parts);
    }
  }

  @Test
  void partsGiveTheBitsOfTheWhole() {
    for (int rows : new int[] {64, 66, 65}) {
      int[] classes = random.ints(rows, 0, CLASSES).toArray();
      try (Tensor teacher = drawn(rows)) {
        assertSameInParts(new KullbackLeibler(4), rows, new Target.Logits(teacher));
        assertSameInParts(new CrossEntropy(0.1), rows, new Target.Classes(classes));
        assertSameInParts(
            new MeanSquaredError(MeanSquaredError.On.LOGITS), rows, new Target.Values(teacher));
        assertSameInParts(
            new Decoupled(1, 8, 4), rows, new Target.LabelledLogits(classes, teacher));
      }
    }
  }

  @Test
  void aSmallBatchIsNotParted() {
    Reversed threads = new Reversed();
    try (Tensor student = Tensor.allocate(Shape.of(64, 10));
        Tensor gradient = Tensor.allocate(student.shape())) {
      Loss loss = new CrossEntropy(0);
      loss.start(
              new CriterionSetting(
                  List.of(Shape.of(10)),
                  List.of(
                      new CriterionSetting.TargetShape(
                          new Target.Classes(new int[0]).kind(), Shape.of())),
                  64,
                  1))
          .evaluate(
              new CriterionInput(
                      List.of(student),
                      List.of(new Target.Classes(new int[64])),
                      new int[64],
                      new float[0])
                  .with(threads),
              List.of(gradient),
              new float[0]);
    }
    assertEquals(List.of(), threads.parts);
  }
}
