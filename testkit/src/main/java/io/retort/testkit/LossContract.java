package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retort.core.loss.Criterion;
import io.retort.core.loss.Loss;
import io.retort.core.loss.LossProvider;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every loss must keep. To prove a loss, extend this class once for each configuration of
 * interest and say which provider and configuration are meant; every kind of target that the loss
 * accepts is tried.
 *
 * @param <C> the loss's configuration
 */
public abstract class LossContract<C extends Record> extends ProviderContract<LossProvider<C>, C> {
  private static final int BATCH = 4;
  private static final int TRIALS = 5;

  /** Targets of which a temperature changes what a loss reads. */
  private static final Set<TargetKind> TEMPERED =
      EnumSet.of(
          TargetKind.LOGITS,
          TargetKind.PROBABILITIES,
          TargetKind.LOG_PROBABILITIES,
          TargetKind.LABELLED_LOGITS,
          TargetKind.MULTI_LABEL_LOGITS,
          TargetKind.MULTI_LABEL_PROBABILITIES);

  /** For subclasses. */
  protected LossContract() {}

  /**
   * The configuration with which its loss is created.
   *
   * @return a valid configuration
   */
  @Override
  protected abstract C configuration();

  /**
   * Whether the loss pulls the student towards the very output of the teacher, so that it is
   * smallest where the two are equal. Losses against true labels alone are not.
   *
   * @return true if that should be proved
   */
  protected abstract boolean isMatchingLoss();

  /**
   * The shape of one row of student and target.
   *
   * @param kind the kind of target
   * @return five values, unless overridden
   */
  protected Shape rowShape(TargetKind kind) {
    return Shape.of(5);
  }

  /**
   * A value that was worked out by hand or another way.
   *
   * @param student the student's output, {@code [batch, …]}
   * @param target what it is compared with; distributions that are not each other's mirror image
   *     tell the two directions of a divergence apart
   * @param value what the loss must be
   */
  public record KnownValue(Tensor student, Target target, double value) {}

  /**
   * Values that were worked out by hand or another way. Only they can tell a loss from another that
   * has all properties of a loss: a divergence from the reverse one, a sum over the classes from
   * their mean, one softmax from two.
   *
   * @return none, unless overridden
   */
  protected List<KnownValue> knownValues() {
    return List.of();
  }

  /**
   * One row of what a tempered loss compares.
   *
   * @param kind the kind of target
   * @param label the true class, or −1 if the target has none
   * @param student the student's logits
   * @param teacher the teacher's logits
   */
  public record LogitRow(TargetKind kind, int label, double[] student, double[] teacher) {}

  /**
   * What the gradient for one row tends to as the temperature grows. By default that of Hinton,
   * Vinyals and Dean's loss, which is multiplied by T²: the difference of the logits, each less
   * their mean, over the number of classes; for independent labels a quarter of the difference. A
   * loss without the factor T² tends to 0.
   *
   * @param row the row
   * @return a number for each class
   */
  protected double[] gradientAtHighTemperature(LogitRow row) {
    boolean labels =
        row.kind() == TargetKind.MULTI_LABEL_LOGITS
            || row.kind() == TargetKind.MULTI_LABEL_PROBABILITIES;
    int classes = row.student().length;
    double mean = labels ? 0 : mean(row.student()) - mean(row.teacher());
    double[] limit = new double[classes];
    for (int i = 0; i < classes; i++) {
      limit[i] = (row.student()[i] - row.teacher()[i] - mean) / (labels ? 4 : classes);
    }
    return limit;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void knownValuesAreFound() {
    for (KnownValue known : knownValues()) {
      double value = evaluate(loss(), known.student(), known.target()).value;
      assertEquals(
          known.value(),
          value,
          1e-6 * Math.max(1, Math.abs(known.value())),
          violated("The value is not the one that was worked out", known.target().kind()));
    }
  }

  @Test
  void gradientAgreesWithCentralDifferences() {
    TargetSamples samples = new TargetSamples(11);
    for (TargetKind kind : kinds()) {
      for (int trial = 0; trial < TRIALS; trial++) {
        Target target = samples.target(kind, samples.ordinary(shape(kind)));
        assertGradient("random outputs", target, samples.ordinary(shape(kind)));
      }
    }
  }

  @Test
  void valueAndGradientAreRightAtExtremes() {
    TargetSamples samples = new TargetSamples(12);
    for (TargetKind kind : kinds()) {
      for (int trial = 0; trial < TRIALS; trial++) {
        Target extreme = samples.target(kind, samples.extreme(shape(kind)));
        Target ordinary = samples.target(kind, samples.ordinary(shape(kind)));
        assertFiniteAndGradient("outputs and targets up to 1e4", extreme, samples);
        assertFiniteAndGradient("outputs up to 1e4", ordinary, samples);
      }
    }
  }

  @Test
  void repeatingTheBatchChangesNothing() {
    assumeFalse(loss().relatesSamples(), "The loss relates samples");
    TargetSamples samples = new TargetSamples(13);
    for (TargetKind kind : kinds()) {
      Tensor student = samples.ordinary(shape(kind));
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      Result once = evaluate(loss(), student, target);
      int[] twice = {0, 1, 2, 3, 0, 1, 2, 3};
      Result both =
          evaluate(
              loss(),
              TargetSamples.rows(student, twice),
              TargetContent.of(target).rows(twice).target());
      String property =
          violated("The value is not the mean over the batch: repeating it changes it", kind);
      assertClose(once.value, both.value, property);
      for (int i = 0; i < both.gradient.length; i++) {
        assertClose(
            once.gradient[i % once.gradient.length] / 2,
            both.gradient[i],
            violated("Repeating the batch does not halve the gradient of each row", kind));
      }
    }
  }

  @Test
  void batchIsTheMeanOfItsUnequalParts() {
    assumeFalse(loss().relatesSamples(), "The loss relates samples");
    TargetSamples samples = new TargetSamples(14);
    for (TargetKind kind : kinds()) {
      Tensor student = samples.ordinary(shape(kind));
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      Result whole = evaluate(loss(), student, target);
      Result first = evaluateRows(student, target, 0);
      Result rest = evaluateRows(student, target, 1, 2, 3);
      assertClose(
          (first.value + 3 * rest.value) / 4,
          whole.value,
          violated("The value is not the mean over the rows of unequal parts", kind));
      int width = first.gradient.length;
      for (int i = 0; i < whole.gradient.length; i++) {
        double part = i < width ? first.gradient[i] / 4 : rest.gradient[i - width] * 3 / 4;
        assertClose(
            part,
            whole.gradient[i],
            violated("The gradient is not that of the mean of parts", kind));
      }
    }
  }

  /** So that no loss escapes the two tests above by what it says of itself. */
  @Test
  void aLossThatSaysThatItRelatesSamplesDoes() {
    assumeTrue(loss().relatesSamples(), "The loss does not relate samples");
    TargetSamples samples = new TargetSamples(22);
    for (TargetKind kind : kinds()) {
      Tensor student = samples.ordinary(shape(kind));
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      double whole = evaluate(loss(), student, target).value;
      double parts =
          (evaluateRows(student, target, 0, 1).value + evaluateRows(student, target, 2, 3).value)
              / 2;
      assertTrue(
          Math.abs(whole - parts) > 1e-6 * Math.max(1, Math.abs(whole)),
          violated("The loss says that it relates samples, but is the mean of parts", kind));
    }
  }

  @Test
  void orderOfSamplesDoesNotMatter() {
    TargetSamples samples = new TargetSamples(23);
    int[] order = {2, 0, 3, 1};
    for (TargetKind kind : kinds()) {
      Tensor student = samples.ordinary(shape(kind));
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      Result inOrder = evaluate(loss(), student, target);
      Result mixed = evaluateRows(student, target, order);
      assertClose(
          inOrder.value, mixed.value, violated("The value depends on the samples' order", kind));
      int width = inOrder.gradient.length / BATCH;
      for (int i = 0; i < mixed.gradient.length; i++) {
        assertClose(
            inOrder.gradient[order[i / width] * width + i % width],
            mixed.gradient[i],
            violated("A sample's gradient depends on its place in the batch", kind));
      }
    }
  }

  @Test
  void sameInputsGiveTheSameBits() {
    TargetSamples samples = new TargetSamples(15);
    for (TargetKind kind : kinds()) {
      Tensor student = samples.ordinary(shape(kind));
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      Loss loss = loss();
      Result expected = evaluate(loss, student, target);
      assertSameBits(
          expected,
          evaluate(loss, student, target),
          violated("The loss is not deterministic", kind));
      assertSameBits(
          expected, evaluate(loss(), student, target), violated("Two equal losses differ", kind));
    }
  }

  @Test
  void studentAndTargetAreLeftUntouched() {
    TargetSamples samples = new TargetSamples(16);
    for (TargetKind kind : kinds()) {
      Tensor student = samples.ordinary(shape(kind));
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      float[] studentBefore = student.toArray();
      int[] rows = IntStream.range(0, BATCH).toArray();
      Target targetBefore = TargetContent.of(target).rows(rows).target();
      evaluate(loss(), student, target);
      assertArrayEquals(
          studentBefore,
          student.toArray(),
          violated("The loss changes the student's output", kind));
      assertArrayEquals(
          TargetContent.of(targetBefore).numbers(),
          TargetContent.of(target).numbers(),
          violated("The loss changes the target", kind));
    }
  }

  @Test
  void gradientIsOverwritten() {
    TargetSamples samples = new TargetSamples(17);
    for (TargetKind kind : kinds()) {
      Tensor student = samples.ordinary(shape(kind));
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      try (Tensor gradient = Tensor.allocate(student.shape())) {
        loss().evaluate(student, target, gradient);
        float[] expected = gradient.toArray();
        gradient.fill(Float.NaN);
        loss().evaluate(student, target, gradient);
        assertArrayEquals(
            expected,
            gradient.toArray(),
            violated("The gradient's old content is not overwritten", kind));
      }
    }
  }

  @Test
  void targetsThatDoNotFitAreRefused() {
    TargetSamples samples = new TargetSamples(18);
    Loss loss = loss();
    assertFalse(loss.accepts().isEmpty(), "The loss accepts no target");
    for (TargetKind kind : EnumSet.complementOf(EnumSet.copyOf(loss.accepts()))) {
      Tensor student = samples.ordinary(Shape.of(BATCH, 5));
      Target target = samples.target(kind, samples.ordinary(Shape.of(BATCH, 5)));
      assertThrows(
          IllegalArgumentException.class,
          () -> evaluate(loss, student, target),
          () -> violated("The loss does not refuse a target that it does not accept", kind));
    }
    for (TargetKind kind : loss.accepts()) {
      Tensor student = samples.ordinary(shape(kind));
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      Target shorter = TargetContent.of(target).rows(0, 1, 2).target();
      assertThrows(
          IllegalArgumentException.class,
          () -> evaluate(loss, student, shorter),
          () ->
              violated("The loss does not refuse a target with fewer rows than the student", kind));
      if (kind == TargetKind.CLASSES || kind == TargetKind.LABELLED_LOGITS) {
        for (int label : new int[] {-1, student.shape().extent(1)}) {
          Target relabelled = TargetContent.of(target).relabelled(label).target();
          assertThrows(
              IllegalArgumentException.class,
              () -> evaluate(loss, student, relabelled),
              () -> violated("The loss does not refuse the label " + label, kind));
        }
      }
    }
  }

  @Test
  void temperatureIsReplacedAndNothingElse() {
    assumeTrue(loss() instanceof TemperedLoss, "The loss has no temperature");
    TargetSamples samples = new TargetSamples(20);
    for (TargetKind kind : kinds()) {
      Tensor student = samples.ordinary(shape(kind));
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      TemperedLoss loss = (TemperedLoss) loss();
      Result before = evaluate(loss, student, target);
      Result three = evaluate(loss.withTemperature(3), student, target);
      assertSameBits(
          three,
          evaluate(loss.withTemperature(7).withTemperature(3), student, target),
          violated("A second temperature is not the only one that counts", kind));
      assertSameBits(
          before,
          evaluate(loss, student, target),
          violated("Another temperature changes the loss itself", kind));
    }
  }

  @Test
  void gradientHasItsLimitAtHighTemperature() {
    assumeTrue(loss() instanceof TemperedLoss, "The loss has no temperature");
    TargetSamples samples = new TargetSamples(21);
    Loss hot = ((TemperedLoss) loss()).withTemperature(1000);
    for (TargetKind kind : kinds()) {
      if (TEMPERED.contains(kind)) {
        Tensor student = samples.ordinary(shape(kind));
        Tensor teacher = samples.ordinary(shape(kind));
        Target target = samples.target(kind, teacher);
        assertLimit(evaluate(hot, student, target).gradient, student, teacher, target);
      }
    }
  }

  private void assertLimit(float[] gradient, Tensor student, Tensor teacher, Target target) {
    int classes = gradient.length / BATCH;
    TargetContent content = TargetContent.of(target);
    for (int row = 0; row < BATCH; row++) {
      double[] limit =
          gradientAtHighTemperature(
              new LogitRow(
                  target.kind(),
                  content.label(row),
                  TargetSamples.doubles(student.rows(row, 1)),
                  TargetSamples.doubles(teacher.rows(row, 1))));
      // The logits, of some units, are not quite nothing beside the temperature.
      double tolerance = 0.02 * (0.1 + Arrays.stream(limit).map(Math::abs).max().orElseThrow());
      for (int i = 0; i < classes; i++) {
        assertEquals(
            limit[i],
            (double) BATCH * gradient[row * classes + i],
            tolerance,
            violated("The gradient has another limit as the temperature grows", target.kind()));
      }
    }
  }

  @Test
  void matchingLossIsSmallestAtEquality() {
    assumeTrue(isMatchingLoss(), "The loss does not match the teacher's output");
    TargetSamples samples = new TargetSamples(19);
    for (TargetKind kind : kinds()) {
      if (kind == TargetKind.CLASSES || kind == TargetKind.MULTI_LABELS) {
        continue;
      }
      Target target = samples.target(kind, samples.ordinary(shape(kind)));
      Tensor equal = TargetContent.of(target).tensors().get(0);
      if (kind == TargetKind.PROBABILITIES || kind == TargetKind.MULTI_LABEL_PROBABILITIES) {
        equal =
            TargetSamples.map(
                equal,
                kind == TargetKind.PROBABILITIES
                    ? Math::log
                    : probability -> Math.log(probability) - Math.log1p(-probability));
      }
      Result smallest = evaluate(loss(), equal, target);
      for (float slope : smallest.gradient) {
        assertEquals(
            0,
            slope,
            1e-6,
            violated("The gradient is not 0 where student and teacher are equal", kind));
      }
      for (double distance : new double[] {0.05, 1, 20}) {
        Tensor away = samples.ordinary(shape(kind));
        for (int i = 0; i < away.shape().elements(); i++) {
          away.set(i, (float) (equal.get(i) + distance * away.get(i)));
        }
        double value = evaluate(loss(), away, target).value;
        assertTrue(
            value > smallest.value,
            () ->
                violated(
                    "The loss is not smallest where student and teacher are equal, but "
                        + smallest.value
                        + " there and "
                        + value
                        + " away from it",
                    kind));
      }
    }
  }

  @Test
  void formulaAgreesWithEvaluate() {
    TargetSamples samples = new TargetSamples(24);
    for (TargetKind kind : kinds()) {
      loss()
          .formula(kind)
          .ifPresent(
              formula -> {
                FormulaCheck check = new FormulaCheck(loss(), formula);
                shapesWithOddSizes(kind)
                    .forEach(shape -> assertFormula(check, kind, shape, samples));
              });
    }
  }

  private void assertFormula(
      FormulaCheck check, TargetKind kind, Shape shape, TargetSamples samples) {
    for (int trial = 0; trial < TRIALS; trial++) {
      Tensor student = samples.ordinary(shape);
      Tensor large = TargetSamples.map(student, value -> 20 * value);
      Tensor extreme = samples.extreme(shape);
      Target ordinary = samples.target(kind, samples.ordinary(shape));
      // Among these are distributions with zeros.
      Target beyond = samples.target(kind, samples.extreme(shape));
      String property = violated("The program of the loss says something else than the loss", kind);
      check.agrees(property, student, ordinary);
      check.agrees(property, large, ordinary);
      check.agrees(property, student, beyond);
      check.agrees(property, extreme, ordinary);
      check.agrees(property, extreme, beyond);
      check.agreesIn32Bits(
          violated("The program of the loss is not exact in 32 bits", kind), student, ordinary);
      check.isFiniteIn32Bits(
          violated("The program of the loss is not finite in 32 bits", kind), extreme, beyond);
    }
  }

  private List<Shape> shapesWithOddSizes(TargetKind kind) {
    return rowShape(kind).rank() == 1
        ? Stream.of(2, 7, 129).map(width -> Shape.of(3, width)).toList()
        : List.of(shape(kind));
  }

  @Test
  void temperatureIsANumberOfTheFormula() {
    assumeTrue(loss() instanceof TemperedLoss, "The loss has no temperature");
    for (TargetKind kind : kinds()) {
      loss()
          .formula(kind)
          .ifPresent(
              formula ->
                  assertSame(
                      formula.program(),
                      ((TemperedLoss) loss())
                          .withTemperature(3)
                          .formula(kind)
                          .orElseThrow()
                          .program(),
                      violated("Another temperature is another program", kind)));
    }
  }

  /** Names the loss and what it is compared with before the property that does not hold. */
  private String violated(String property, TargetKind kind) {
    return "%s against %s: %s".formatted(configuration(), kind, property);
  }

  private Loss loss() {
    Criterion criterion = provider().create(configuration(), new TestContext(Path.of(""), 1));
    return assertInstanceOf(
        Loss.class, criterion, "The provider makes no Loss; prove it with CriterionContract");
  }

  private Set<TargetKind> kinds() {
    return EnumSet.copyOf(loss().accepts());
  }

  private Shape shape(TargetKind kind) {
    return rowShape(kind).batch(BATCH);
  }

  private void assertFiniteAndGradient(String where, Target target, TargetSamples samples) {
    Tensor student = samples.extreme(shape(target.kind()));
    Result result = evaluate(loss(), student, target);
    assertTrue(
        Double.isFinite(result.value),
        () -> violated("The value is not finite at " + where, target.kind()));
    for (float slope : result.gradient) {
      assertTrue(
          Float.isFinite(slope),
          () -> violated("The gradient is not finite at " + where, target.kind()));
    }
    assertGradient(where, target, student);
  }

  /**
   * A loss that has a program may compute in 32 bits, as the program says in double precision what
   * it is; another one is compared with its own values.
   */
  private void assertGradient(String where, Target target, Tensor student) {
    Loss loss = loss();
    String property = violated("at " + where, target.kind());
    GradientCheck.Function evaluate = (at, gradient) -> loss.evaluate(at, target, gradient);
    loss.formula(target.kind())
        .map(formula -> new FormulaCheck(loss, formula))
        .ifPresentOrElse(
            check ->
                GradientCheck.assertGradient(
                    property, evaluate, at -> check.value(at, target), student),
            () -> GradientCheck.assertGradient(property, evaluate, student));
  }

  private Result evaluateRows(Tensor student, Target target, int... rows) {
    return evaluate(
        loss(), TargetSamples.rows(student, rows), TargetContent.of(target).rows(rows).target());
  }

  private static Result evaluate(Loss loss, Tensor student, Target target) {
    try (Tensor gradient = Tensor.allocate(student.shape())) {
      double value = loss.evaluate(student, target, gradient);
      return new Result(value, gradient.toArray());
    }
  }

  private static void assertSameBits(Result expected, Result actual, String property) {
    assertEquals(expected.value, actual.value, property);
    assertArrayEquals(expected.gradient, actual.gradient, property);
  }

  private static void assertClose(double expected, double actual, String property) {
    assertEquals(expected, actual, 1e-6 * Math.max(1, Math.abs(expected)), property);
  }

  private record Result(double value, float[] gradient) {}
}
