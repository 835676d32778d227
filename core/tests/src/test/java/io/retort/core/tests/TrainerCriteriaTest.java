package io.retort.core.tests;

import static io.retort.core.tests.TrainingFixture.LABEL_LOSS;
import static io.retort.core.tests.TrainingFixture.plan;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.TrainingSettings;
import io.retort.losses.MeanSquaredError;
import io.retort.losses.Relational;
import io.retort.optimizers.ConjugateGradient;
import io.retort.testkit.TinyLesson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Terms that are more than one loss at one node. */
class TrainerCriteriaTest {
  private static final MeanSquaredError DISTANCE = new MeanSquaredError(MeanSquaredError.On.LOGITS);
  private static final TargetSource OUTPUT = new TargetSource.TeacherFeature("output");

  private final TrainingFixture fixture = new TrainingFixture(16);
  private final Scaled scaled = new Scaled();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void parametersOfACriterionAreTrainedByTheStudentsOptimizer() {
    fixture.train(plan(new Term("scaled", scaled, "fc", OUTPUT, 3)), 2);
    List<Evaluation> steps = scaled.evaluations;
    assertEquals(4, steps.size());
    assertEquals(1, steps.get(0).parameter, "The start");
    for (int i = 1; i < steps.size(); i++) {
      // Plain descent of rate 0.5 on a term of weight 3.
      Evaluation before = steps.get(i - 1);
      assertEquals(before.parameter - 0.5 * 3 * before.slope, steps.get(i).parameter, 1e-6);
    }
  }

  @Test
  void parametersTakePartInTheStepsOfALineSearch() {
    train(new Term("scaled", scaled, "fc", OUTPUT, 1), 3);
    long different =
        scaled.evaluations.stream().mapToDouble(Evaluation::parameter).distinct().count();
    assertTrue(different > 3, "The line search moves the parameter too: " + scaled.evaluations);
    assertTrue(
        scaled.evaluations.get(scaled.evaluations.size() - 1).value
            < scaled.evaluations.get(0).value,
        scaled.evaluations.toString());
  }

  @Test
  void memoryChangesOnceAStepByWhatWasComparedBeforeIt() {
    List<float[]> remembered = new ArrayList<>();
    List<Float> parameters = new ArrayList<>();
    scaled.remembering =
        input -> {
          remembered.add(input.outputs().get(0).toArray());
          parameters.add(input.parameters()[0]);
        };
    train(new Term("scaled", scaled, "fc", OUTPUT, 1), 3);
    assertEquals(3, remembered.size());
    assertTrue(scaled.evaluations.size() > 3, "The optimizer evaluates several times in a step");
    assertArrayEquals(scaled.evaluations.get(0).output, remembered.get(0));
    assertEquals(1f, parameters.get(0), "The parameter that the first step began with");
  }

  @Test
  void aCriterionGoesOnInTheNextStage() {
    Term term = new Term("scaled", scaled, "fc", OUTPUT, 1);
    Map<String, List<Term>> terms = Map.of(DistillationPlan.STUDENT, List.of(term));
    fixture.train(
        new DistillationPlan(
            Map.of(DistillationPlan.STUDENT, TinyLesson.STUDENT),
            List.of(
                new Stage("first", 0.5, terms, Map.of()),
                new Stage("second", 0.5, terms, Map.of()))),
        2);
    assertEquals(3, scaled.started, "One for the check of each stage, one for the training");
    assertEquals(3, scaled.closed);
  }

  @Test
  void aTermOfTwoNodesTeachesWhatTwoTermsDo() {
    TargetSource wide = new TargetSource.TeacherFeature("wide");
    List<Term> apart =
        List.of(
            new Term("first", new Summed(), "fc", OUTPUT, 0.5),
            new Term("second", new Summed(), "hidden", wide, 0.5));
    Term together =
        new Term("both", new Summed(), List.of("fc", "hidden"), List.of(OUTPUT, wide), 0.5);
    float[] expected = weights(plan(apart.toArray(Term[]::new)));
    assertArrayEquals(expected, weights(plan(together)), 1e-6f);
    // Beside a term at one of its nodes, both count.
    Term more = new Term("more", DISTANCE, "fc", OUTPUT, 0.25);
    List<Term> three = new ArrayList<>(apart);
    three.add(more);
    assertArrayEquals(
        weights(plan(three.toArray(Term[]::new))), weights(plan(together, more)), 1e-6f);
  }

  @Test
  void samplesWithoutLabelsAreLeftOutOfAllThatIsCompared() {
    BitSet labelled = new BitSet();
    labelled.set(2);
    labelled.set(7);
    List<int[]> samples = new ArrayList<>();
    Criterion both =
        new Spying(
            input -> {
              assertEquals(input.samples().length, input.outputs().get(0).shape().extent(0));
              assertEquals(
                  input.samples().length,
                  ((Target.Classes) input.targets().get(1)).labels().length);
              samples.add(input.samples());
            });
    Term term =
        new Term("both", both, List.of("fc"), List.of(OUTPUT, new TargetSource.Labels("class")), 1);
    fixture.train(
        plan(term),
        1,
        labelled,
        TinyLesson.settings(1, 16, LABEL_LOSS, TrainingSettings.Keep.LAST));
    int[] seen = samples.get(samples.size() - 1).clone();
    Arrays.sort(seen);
    assertArrayEquals(new int[] {2, 7}, seen);
  }

  @Test
  void whatRelatesSamplesNeedsBatchesOfSeveral() {
    Term term = new Term("relations", new Relational(1, 0), "fc", OUTPUT, 1);
    TrainingSettings single = TinyLesson.settings(1, 1, LABEL_LOSS, TrainingSettings.Keep.LAST);
    String message =
        assertThrows(
                RetortException.class, () -> fixture.train(plan(term), 1, fixture.all(), single))
            .getMessage();
    assertTrue(message.contains("'relations'") && message.contains("'batch' is 1"), message);
  }

  @Test
  void aLossIsNotGivenSeveralNodes() {
    Term term = new Term("hints", DISTANCE, List.of("fc", "hidden"), List.of(OUTPUT, OUTPUT), 1);
    String message =
        assertThrows(RetortException.class, () -> fixture.train(plan(term), 1)).getMessage();
    assertTrue(
        message.contains("'hints'") && message.contains("one output with one target"), message);
  }

  private float[] weights(DistillationPlan plan) {
    return TrainingFixture.array(fixture.train(plan, 2), "hidden.weight");
  }

  private void train(Term term, int steps) {
    Map<String, List<Term>> terms = Map.of(DistillationPlan.STUDENT, List.of(term));
    Stage stage =
        new Stage(
            "train",
            1,
            terms,
            Map.of(),
            Optional.of(new ConjugateGradient(ConjugateGradient.Formula.POLAK_RIBIERE_PLUS)),
            Optional.empty());
    fixture.train(
        new DistillationPlan(Map.of(DistillationPlan.STUDENT, TinyLesson.STUDENT), List.of(stage)),
        1,
        fixture.all(),
        TinyLesson.settings(1, 16, LABEL_LOSS, TrainingSettings.Keep.LAST),
        steps);
  }

  private record Evaluation(double parameter, double slope, double value, float[] output) {}

  /** {@code 1/2 mean Σ (a·z − t)²} with a trained factor a, which notes what it is asked. */
  private static final class Scaled implements Criterion {
    private final List<Evaluation> evaluations = new ArrayList<>();
    private Consumer<CriterionInput> remembering;
    private int started;
    private int closed;

    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.FEATURES);
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      started++;
      // The first session is that of the check before training.
      evaluations.clear();
      return new Session();
    }

    private final class Session implements CriterionSession {
      private final Tensor bank = Tensor.allocate(Shape.of(1));

      @Override
      public float[] initialParameters() {
        return new float[] {1};
      }

      @Override
      public Map<String, Tensor> memory() {
        return remembering == null ? Map.of() : Map.of("bank", bank);
      }

      @Override
      public void remember(CriterionInput input) {
        remembering.accept(input);
      }

      @Override
      public double evaluate(
          CriterionInput input, List<Tensor> gradients, float[] parameterGradients) {
        Tensor student = input.outputs().get(0);
        Tensor teacher = ((Target.Numbers) input.targets().get(0)).values();
        int rows = student.shape().extent(0);
        float factor = input.parameters()[0];
        double value = 0;
        double slope = 0;
        for (int i = 0; i < student.shape().elements(); i++) {
          double difference = factor * student.get(i) - teacher.get(i);
          value += difference * difference / 2 / rows;
          slope += difference * student.get(i) / rows;
          gradients.get(0).set(i, (float) (difference * factor / rows));
        }
        parameterGradients[0] = (float) slope;
        evaluations.add(new Evaluation(factor, slope, value, student.toArray()));
        return value;
      }

      @Override
      public void close() {
        closed++;
        bank.close();
      }
    }
  }

  /** The sum over all pairs of squared differences, as far as both rows go. */
  private record Summed() implements Criterion {
    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.FEATURES);
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      return (input, gradients, parameterGradients) -> {
        double sum = 0;
        for (int i = 0; i < gradients.size(); i++) {
          Tensor target = ((Target.Numbers) input.targets().get(i)).values();
          sum += squares(input.outputs().get(i), target, gradients.get(i));
        }
        return sum;
      };
    }

    private static double squares(Tensor output, Tensor target, Tensor gradient) {
      int width = output.shape().extent(1);
      int common = Math.min(width, target.shape().extent(1));
      double sum = 0;
      gradient.fill(0);
      for (int i = 0; i < output.shape().elements(); i++) {
        if (i % width < common) {
          int row = i / width;
          double difference =
              output.get(i) - target.get(row * target.shape().extent(1) + i % width);
          sum += difference * difference / output.shape().extent(0);
          gradient.set(i, (float) (2 * difference / output.shape().extent(0)));
        }
      }
      return sum;
    }
  }

  /** Shows what it is given. */
  private record Spying(Consumer<CriterionInput> seen) implements Criterion {
    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.FEATURES, TargetKind.CLASSES);
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      return (input, gradients, parameterGradients) -> {
        seen.accept(input);
        gradients.forEach(gradient -> gradient.fill(1));
        return 1;
      };
    }
  }
}
