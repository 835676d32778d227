package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.LossProvider;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every criterion must keep that is more than a {@link io.retort.core.loss.Loss}: one that
 * compares several outputs at once, has parameters of its own, or remembers. To prove one, extend
 * this class and say which provider, configuration and shapes are meant.
 *
 * @param <C> the criterion's configuration
 */
public abstract class CriterionContract<C extends Record>
    extends ProviderContract<LossProvider<C>, C> {
  private static final int BATCH = 4;
  private static final int SAMPLES = 12;

  /** For subclasses. */
  protected CriterionContract() {}

  /**
   * The shapes of one sample of what the student gives.
   *
   * @return one for each output
   */
  protected abstract List<Shape> outputs();

  /**
   * What it is compared with.
   *
   * @return one for each target
   */
  protected abstract List<CriterionSetting.TargetShape> targets();

  @Test
  void targetsAreAmongThoseThatItAccepts() {
    targets()
        .forEach(
            target ->
                assertTrue(
                    criterion().accepts().contains(target.kind()),
                    () -> configuration() + " does not accept " + target.kind()));
  }

  @Test
  void gradientsAgreeWithCentralDifferences() {
    try (CriterionSession session = start(1)) {
      Case it = new Case(session, 21);
      for (int i = 0; i < it.outputs.size(); i++) {
        int output = i;
        GradientCheck.assertGradient(
            configuration() + " at output " + i,
            (at, gradient) -> {
              List<Tensor> outputs = new ArrayList<>(it.outputs);
              outputs.set(output, at);
              Result result = it.evaluate(session, outputs, it.parameters);
              gradient.write(0, result.gradients.get(output));
              return result.value;
            },
            it.outputs.get(output));
      }
    }
  }

  @Test
  void gradientsOfItsParametersAgreeWithCentralDifferences() {
    try (CriterionSession session = start(1)) {
      int count = session.initialParameters().length;
      assumeTrue(count > 0, "The criterion has no parameters");
      Case it = new Case(session, 22);
      GradientCheck.assertGradient(
          configuration() + " at its parameters",
          (at, gradient) -> {
            Result result = it.evaluate(session, it.outputs, at.toArray());
            gradient.write(0, result.parameterGradients);
            return result.value;
          },
          Tensor.of(Shape.of(count), it.parameters));
    }
  }

  @Test
  void evaluatingChangesNothing() {
    try (CriterionSession session = start(1)) {
      Case it = new Case(session, 23);
      List<float[]> outputs = it.outputs.stream().map(Tensor::toArray).toList();
      List<float[]> targets =
          it.targets.stream().map(TargetContent::of).map(TargetContent::numbers).toList();
      float[] parameters = it.parameters.clone();
      Result first = it.evaluate(session);
      Result second = it.evaluate(session);
      assertSame(first, second, "A second evaluation of the same differs");
      assertArrayEquals(parameters, it.parameters, violated("It changes its parameters itself"));
      for (int i = 0; i < outputs.size(); i++) {
        assertArrayEquals(
            outputs.get(i),
            it.outputs.get(i).toArray(),
            violated("It changes the student's output"));
      }
      for (int i = 0; i < targets.size(); i++) {
        assertArrayEquals(
            targets.get(i),
            TargetContent.of(it.targets.get(i)).numbers(),
            violated("It changes a target"));
      }
    }
  }

  @Test
  void oneSeedStartsOneSession() {
    try (CriterionSession session = start(1);
        CriterionSession other = start(1)) {
      Case it = new Case(session, 24);
      assertArrayEquals(
          session.initialParameters(),
          other.initialParameters(),
          violated("One seed gives two sets of parameters"));
      assertSame(it.evaluate(session), it.evaluate(other), "Sessions of one seed differ");
    }
  }

  @Test
  void batchIsTheMeanOfItsUnequalParts() {
    assumeFalse(criterion().relatesSamples(), "The criterion relates samples");
    try (CriterionSession session = start(1)) {
      Case it = new Case(session, 25);
      Result whole = it.evaluate(session);
      Result first = it.rows(0).evaluate(session);
      Result rest = it.rows(1, 2, 3).evaluate(session);
      String property = violated("The value is not the mean over the rows of unequal parts");
      assertClose((first.value + 3 * rest.value) / 4, whole.value, property);
      for (int i = 0; i < whole.parameterGradients.length; i++) {
        assertClose(
            (first.parameterGradients[i] + 3 * rest.parameterGradients[i]) / 4,
            whole.parameterGradients[i],
            property);
      }
    }
  }

  @Test
  void orderOfSamplesDoesNotMatter() {
    try (CriterionSession session = start(1)) {
      Case it = new Case(session, 26);
      int[] order = {2, 0, 3, 1};
      Result inOrder = it.evaluate(session);
      Result mixed = it.rows(order).evaluate(session);
      assertClose(inOrder.value, mixed.value, violated("The value depends on the samples' order"));
      for (int output = 0; output < it.outputs.size(); output++) {
        int width = inOrder.gradients.get(output).length / BATCH;
        for (int i = 0; i < mixed.gradients.get(output).length; i++) {
          assertClose(
              inOrder.gradients.get(output)[order[i / width] * width + i % width],
              mixed.gradients.get(output)[i],
              violated("A sample's gradient depends on its place in the batch"));
        }
      }
    }
  }

  @Test
  void memoryIsAllThatIsRemembered() {
    try (CriterionSession session = start(1);
        CriterionSession other = start(1)) {
      assumeFalse(session.memory().isEmpty(), "The criterion has no memory");
      Case it = new Case(session, 27);
      Result before = it.evaluate(session);
      for (int step = 0; step < 3; step++) {
        session.remember(new Case(session, 100 + step).input());
      }
      assertTrue(
          before.value != it.evaluate(session).value,
          violated("What it remembers makes no difference"));
      assertEquals(
          session.memory().keySet(),
          other.memory().keySet(),
          violated("Memories have other names"));
      session.memory().forEach((name, memory) -> other.memory().get(name).copyFrom(memory));
      assertSame(
          it.evaluate(session),
          it.evaluate(other),
          "It remembers something that is not in its memory");
    }
  }

  @Test
  void anotherNumberOfOutputsIsRefused() {
    List<Shape> more = new ArrayList<>(outputs());
    more.addAll(outputs());
    CriterionSetting setting = new CriterionSetting(more, targets(), SAMPLES, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> criterion().start(setting).close(),
        violated("It does not refuse twice the outputs for the same targets"));
  }

  private Criterion criterion() {
    return provider().create(configuration(), new TestContext(Path.of(""), 1));
  }

  private CriterionSession start(long seed) {
    return criterion().start(new CriterionSetting(outputs(), targets(), SAMPLES, seed));
  }

  private String violated(String property) {
    return configuration() + ": " + property;
  }

  private void assertSame(Result expected, Result actual, String property) {
    assertEquals(expected.value, actual.value, violated(property));
    assertArrayEquals(expected.parameterGradients, actual.parameterGradients, violated(property));
    for (int i = 0; i < expected.gradients.size(); i++) {
      assertArrayEquals(expected.gradients.get(i), actual.gradients.get(i), violated(property));
    }
  }

  private static void assertClose(double expected, double actual, String property) {
    assertEquals(expected, actual, 1e-6 * Math.max(1, Math.abs(expected)), property);
  }

  private record Result(double value, List<float[]> gradients, float[] parameterGradients) {}

  /** What is compared, at parameters some way from where they start. */
  private final class Case {
    private final List<Tensor> outputs;
    private final List<Target> targets;
    private final int[] samples;
    private final float[] parameters;

    Case(CriterionSession session, long seed) {
      TargetSamples drawn = new TargetSamples(seed);
      Random random = new Random(seed);
      outputs = outputs().stream().map(shape -> drawn.ordinary(shape.batch(BATCH))).toList();
      targets =
          targets().stream()
              .map(
                  target ->
                      drawn.target(target.kind(), drawn.ordinary(target.shape().batch(BATCH))))
              .toList();
      samples = random.ints(0, SAMPLES).distinct().limit(BATCH).toArray();
      parameters = session.initialParameters();
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] += (float) random.nextGaussian() / 2;
      }
    }

    private Case(List<Tensor> outputs, List<Target> targets, int[] samples, float[] parameters) {
      this.outputs = outputs;
      this.targets = targets;
      this.samples = samples;
      this.parameters = parameters;
    }

    Case rows(int... rows) {
      return new Case(
          outputs.stream().map(output -> TargetSamples.rows(output, rows)).toList(),
          targets.stream().map(target -> TargetContent.of(target).rows(rows).target()).toList(),
          IntStream.of(rows).map(row -> samples[row]).toArray(),
          parameters);
    }

    CriterionInput input() {
      return new CriterionInput(outputs, targets, samples, parameters);
    }

    Result evaluate(CriterionSession session) {
      return evaluate(session, outputs, parameters);
    }

    Result evaluate(CriterionSession session, List<Tensor> at, float[] parametersAt) {
      List<Tensor> gradients = at.stream().map(output -> Tensor.allocate(output.shape())).toList();
      // What is left of an evaluation before must be overwritten.
      gradients.forEach(gradient -> gradient.fill(Float.NaN));
      float[] parameterGradients = new float[parametersAt.length];
      Arrays.fill(parameterGradients, Float.NaN);
      double value =
          session.evaluate(
              new CriterionInput(at, targets, samples, parametersAt),
              gradients,
              parameterGradients);
      List<float[]> copies = gradients.stream().map(Tensor::toArray).toList();
      gradients.forEach(Tensor::close);
      for (float[] copy : copies) {
        for (float slope : copy) {
          assertTrue(
              Float.isFinite(slope), violated("A gradient is not overwritten or not finite"));
        }
      }
      return new Result(value, copies, parameterGradients);
    }
  }
}
