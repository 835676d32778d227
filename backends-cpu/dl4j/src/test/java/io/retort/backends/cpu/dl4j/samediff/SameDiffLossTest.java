package io.retort.backends.cpu.dl4j.samediff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossProvider;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Context;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.LossContract;
import io.retort.testkit.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;

/** Losses that are said as expressions keep the contract and agree with those written by hand. */
class SameDiffLossTest {

  @Nested
  class LogCoshContract extends LossContract<LogCosh.Settings> {
    @Override
    protected LossProvider<LogCosh.Settings> provider() {
      return new LogCosh.Provider();
    }

    @Override
    protected LogCosh.Settings configuration() {
      return new LogCosh.Settings(0.5);
    }

    @Override
    protected boolean isMatchingLoss() {
      return true;
    }

    @Override
    protected Shape rowShape(TargetKind kind) {
      return kind == TargetKind.FEATURES ? Shape.of(2, 3, 2) : super.rowShape(kind);
    }
  }

  @Nested
  class SoftTargetsContract extends LossContract<SoftTargetsContract.NoKeys> {
    record NoKeys() {}

    @Override
    protected LossProvider<NoKeys> provider() {
      return new LossProvider<>() {
        @Override
        public String name() {
          return "soft-targets";
        }

        @Override
        public Class<NoKeys> configuration() {
          return NoKeys.class;
        }

        @Override
        public Loss create(NoKeys configuration, Context context) {
          return new SameDiffSoftTargets(4);
        }
      };
    }

    @Override
    protected NoKeys configuration() {
      return new NoKeys();
    }

    @Override
    protected boolean isMatchingLoss() {
      return true;
    }
  }

  @Test
  void agreesWithLogCoshWrittenByHand() {
    Random random = new Random(3);
    try (Tensor student = drawn(Shape.of(7, 5), random);
        Tensor teacher = drawn(Shape.of(7, 5), random);
        Tensor gradient = Tensor.allocate(Shape.of(7, 5))) {
      double value = logCosh(2).evaluate(student, new Target.Values(teacher), gradient);
      double expected = 0;
      float[] slopes = new float[35];
      for (int i = 0; i < 35; i++) {
        double distance = ((double) student.get(i) - teacher.get(i)) / 2;
        expected += 4 * Math.log(Math.cosh(distance)) / 35;
        slopes[i] = (float) (2 * Math.tanh(distance) / 35);
      }
      assertEquals(expected, value, 1e-12);
      assertArrayEquals(slopes, gradient.toArray(), 1e-7f);
    }
  }

  /** Labels as rows of 0 and 1, and a teacher beside them. */
  @Test
  void labelsAreRowsOfZeroAndOne() {
    Loss right =
        loss(
            Set.of(TargetKind.CLASSES, TargetKind.LABELLED_LOGITS),
            compared -> compared.labels().orElse(compared.target()).mul(compared.student()).sum(1));
    try (Tensor student = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        Tensor teacher = Tensor.allocate(Shape.of(2, 3));
        Tensor gradient = Tensor.allocate(Shape.of(2, 3))) {
      int[] labels = {2, 0};
      for (Target target :
          List.of(new Target.Classes(labels), new Target.LabelledLogits(labels, teacher))) {
        assertEquals(3.5, right.evaluate(student, target, gradient));
        assertArrayEquals(new float[] {0, 0, 0.5f, 0.5f, 0, 0}, gradient.toArray());
      }
    }
  }

  @Test
  void severalThreadsGetTheSame() {
    Loss loss = logCosh(1);
    Random random = new Random(5);
    try (Tensor student = drawn(Shape.of(6, 4), random);
        Tensor teacher = drawn(Shape.of(6, 4), random)) {
      Target target = new Target.Values(teacher);
      float[] expected = gradient(loss, student, target);
      IntStream.range(0, 64)
          .parallel()
          .forEach(i -> assertArrayEquals(expected, gradient(loss, student, target)));
    }
  }

  @Test
  void memoryIsFreed() {
    // About 30 MB an evaluation: 100 of them would be 3 GB.
    Random random = new Random(7);
    try (Tensor student = drawn(Shape.of(256, 1000), random);
        Tensor teacher = drawn(Shape.of(256, 1000), random)) {
      Target target = new Target.Logits(teacher);
      Loss loss = new SameDiffSoftTargets(4);
      gradient(loss, student, target);
      long before = Pointer.physicalBytes();
      for (int i = 0; i < 100; i++) {
        gradient(loss, student, target);
      }
      long growth = (Pointer.physicalBytes() - before) >> 20;
      assertTrue(growth < 300, () -> "the process grew by " + growth + " MiB");
    }
  }

  @Test
  void expressionsThatAreNotOneNumberForEachRowAreRefused() {
    Loss wrong =
        loss(Set.of(TargetKind.VALUES), compared -> compared.student().sub(compared.target()));
    try (Tensor student = Tensor.allocate(Shape.of(2, 3));
        Tensor teacher = Tensor.allocate(Shape.of(2, 3))) {
      IllegalStateException refusal =
          assertThrows(
              IllegalStateException.class,
              () -> gradient(wrong, student, new Target.Values(teacher)));
      assertTrue(refusal.getMessage().contains("[2, 3]"), refusal::getMessage);
    }
  }

  private static Loss logCosh(double delta) {
    return new LogCosh.Provider()
        .create(new LogCosh.Settings(delta), new TestContext(Path.of(""), 1));
  }

  private static Loss loss(
      Set<TargetKind> kinds, Function<ComparedVariables, SDVariable> expression) {
    return new SameDiffLoss(kinds) {
      @Override
      protected SDVariable rows(ComparedVariables compared) {
        return expression.apply(compared);
      }
    };
  }

  private static float[] gradient(Loss loss, Tensor student, Target target) {
    try (Tensor gradient = Tensor.allocate(student.shape())) {
      loss.evaluate(student, target, gradient);
      return gradient.toArray();
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
