package io.retort.testkit;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import io.retort.core.loss.Loss;
import io.retort.core.loss.LossFormula;
import io.retort.core.loss.LossProvider;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The soft-target loss of Hinton, Vinyals and Dean, as it should be and in many wrong forms. */
final class LossBugs {

  private LossBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "T² is missing",
            () ->
                new SoftTargets() {
                  @Override
                  double scale() {
                    return 1;
                  }
                },
            "gradientHasItsLimitAtHighTemperature",
            "another limit as the temperature grows"),
        bug(
            "T² multiplies the value and not the gradient",
            () ->
                new SoftTargets() {
                  @Override
                  double slope(double q, double p) {
                    return super.slope(q, p) / scale();
                  }
                },
            "gradientAgreesWithCentralDifferences",
            "the gradient is not the derivative of the value"),
        bug(
            "the divergence is the reverse one",
            () -> new Reverse(),
            "knownValuesAreFound",
            "not the one that was worked out"),
        bug(
            "mean over the classes instead of their sum",
            () ->
                new SoftTargets() {
                  @Override
                  double scale() {
                    return super.scale() / 3;
                  }
                },
            "knownValuesAreFound",
            "not the one that was worked out"),
        bug(
            "softmax twice, of the teacher's probabilities",
            () ->
                new SoftTargets() {
                  @Override
                  double[] teacher(double[] logits) {
                    return softmax(super.teacher(logits), 1);
                  }
                },
            "matchingLossIsSmallestAtEquality",
            "where student and teacher are equal"),
        bug(
            "the temperature divides the student's logits alone",
            () ->
                new SoftTargets() {
                  @Override
                  double[] teacher(double[] logits) {
                    return softmax(logits, 1);
                  }
                },
            "matchingLossIsSmallestAtEquality",
            "where student and teacher are equal"),
        bug(
            "value and gradient have the wrong sign",
            () ->
                new SoftTargets() {
                  @Override
                  double scale() {
                    return -super.scale();
                  }
                },
            "matchingLossIsSmallestAtEquality",
            "not smallest where student and teacher are equal"),
        bug(
            "the gradient has the wrong sign",
            () ->
                new SoftTargets() {
                  @Override
                  double slope(double q, double p) {
                    return -super.slope(q, p);
                  }
                },
            "gradientAgreesWithCentralDifferences",
            "the gradient is not the derivative of the value"),
        bug(
            "sum over the batch instead of its mean",
            () ->
                new SoftTargets() {
                  @Override
                  int parts(int rows) {
                    return 1;
                  }
                },
            "repeatingTheBatchChangesNothing",
            "not the mean over the batch"),
        bug(
            "the first row counts twice",
            () ->
                new SoftTargets() {
                  @Override
                  double weightOfFirstRow() {
                    return 2;
                  }
                },
            "batchIsTheMeanOfItsUnequalParts",
            "not the mean over the rows"),
        bug(
            "the gradient is added to what was there",
            () ->
                new SoftTargets() {
                  @Override
                  void put(Tensor gradient, int index, double slope) {
                    gradient.set(index, (float) (gradient.get(index) + slope));
                  }
                },
            "gradientIsOverwritten",
            "old content is not overwritten"),
        bug(
            "log(softmax), infinite at a margin of 110",
            () ->
                new SoftTargets() {
                  @Override
                  double logarithm(double[] logits, int i) {
                    return log((float) softmax(logits, temperature)[i]);
                  }
                },
            "valueAndGradientAreRightAtExtremes",
            "not finite"),
        bug(
            "a running mean between calls",
            () ->
                new SoftTargets() {
                  private double calls;

                  @Override
                  double scale() {
                    return super.scale() * (1 + 0.001 * calls);
                  }

                  @Override
                  public double evaluate(Tensor student, Target target, Tensor gradient) {
                    calls++;
                    return super.evaluate(student, target, gradient);
                  }
                },
            "sameInputsGiveTheSameBits",
            "not deterministic"),
        bug(
            "the teacher's logits are softened in place",
            () ->
                new SoftTargets() {
                  @Override
                  public double evaluate(Tensor student, Target target, Tensor gradient) {
                    double value = super.evaluate(student, target, gradient);
                    ((Target.Logits) target).values().fill(0);
                    return value;
                  }
                },
            "studentAndTargetAreLeftUntouched",
            "changes the target"),
        bug(
            "the true numbers beside a teacher's are set to its own",
            Overwriting::new,
            "studentAndTargetAreLeftUntouched",
            "changes the target"),
        bug(
            "the first sample of a batch counts twice",
            () ->
                new SoftTargets() {
                  @Override
                  double weightOfFirstRow() {
                    return 2;
                  }
                },
            "orderOfSamplesDoesNotMatter",
            "depends on the samples' order"),
        bug(
            "it says that it relates samples, and does not",
            () ->
                new SoftTargets() {
                  @Override
                  public boolean relatesSamples() {
                    return true;
                  }
                },
            "aLossThatSaysThatItRelatesSamplesDoes",
            "but is the mean of parts"),
        bug(
            "probabilities are taken for logits",
            () ->
                new SoftTargets() {
                  @Override
                  Tensor values(Target target) {
                    return target instanceof Target.Probabilities wrong
                        ? wrong.values()
                        : super.values(target);
                  }
                },
            "targetsThatDoNotFitAreRefused",
            "does not refuse a target that it does not accept"),
        bug(
            "a batch of another length is cut off",
            () ->
                new SoftTargets() {
                  @Override
                  int rows(Tensor student, Tensor teacher) {
                    return Math.min(student.shape().extent(0), teacher.shape().extent(0));
                  }
                },
            "targetsThatDoNotFitAreRefused",
            "fewer rows than the student"),
        bug(
            "temperatures are multiplied",
            () ->
                new SoftTargets() {
                  @Override
                  public TemperedLoss withTemperature(double other) {
                    return super.withTemperature(temperature * other);
                  }
                },
            "temperatureIsReplacedAndNothingElse",
            "A second temperature is not the only one that counts"),
        bug(
            "T² is missing in the program alone",
            () ->
                new SoftTargets() {
                  @Override
                  public Optional<LossFormula> formula(TargetKind kind) {
                    return Optional.of(formula(SoftTargets.program(), 1));
                  }
                },
            "formulaAgreesWithEvaluate",
            "says something else than the loss"),
        bug(
            "T² is missing in the value, beside a right program",
            () ->
                new WithProgram() {
                  @Override
                  public double evaluate(Tensor student, Target target, Tensor gradient) {
                    return super.evaluate(student, target, gradient) / scale();
                  }
                },
            "formulaAgreesWithEvaluate",
            "says something else than the loss"),
        bug(
            "the gradient has the wrong sign, beside a right program",
            () ->
                new WithProgram() {
                  @Override
                  double slope(double q, double p) {
                    return -super.slope(q, p);
                  }
                },
            "gradientAgreesWithCentralDifferences",
            "the gradient is not the derivative of the value"),
        bug(
            "probabilities are rounded to 16 bits, beside a right program",
            () ->
                new WithProgram() {
                  @Override
                  double slope(double q, double p) {
                    return super.slope(rounded(q), rounded(p));
                  }

                  private static double rounded(double probability) {
                    return Math.rint(probability * 0x1p16) * 0x1p-16;
                  }
                },
            "gradientAgreesWithCentralDifferences",
            "the gradient is not the derivative of the value"),
        bug(
            "the value has 32 bits, without a program in double precision",
            () ->
                new SoftTargets() {
                  @Override
                  public double evaluate(Tensor student, Target target, Tensor gradient) {
                    return (float) super.evaluate(student, target, gradient);
                  }
                },
            "gradientAgreesWithCentralDifferences",
            "the gradient is not the derivative of the value"),
        bug(
            "a program of its own for each temperature",
            () ->
                new SoftTargets() {
                  @Override
                  public Optional<LossFormula> formula(TargetKind kind) {
                    return Optional.of(formula(SoftTargets.program(), scale()));
                  }
                },
            "temperatureIsANumberOfTheFormula",
            "Another temperature is another program"));
  }

  /** The contract over the right loss. */
  static LossContract<FixedProvider.NoKeys> right() {
    return contract(SoftTargets::new);
  }

  private static PlantedBug bug(
      String bug, Supplier<? extends Loss> loss, String test, String message) {
    return new PlantedBug("Loss", bug, () -> contract(loss), test, message);
  }

  private static LossContract<FixedProvider.NoKeys> contract(Supplier<? extends Loss> loss) {
    return new LossContract<>() {
      @Override
      protected LossProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfLoss(loss);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }

      @Override
      protected boolean isMatchingLoss() {
        return true;
      }

      @Override
      protected List<KnownValue> knownValues() {
        // Softened, the student says (0.7, 0.2, 0.1) and the teacher (0.2, 0.5, 0.3).
        float[] student = {(float) (2 * log(0.7)), (float) (2 * log(0.2)), (float) (2 * log(0.1))};
        float[] teacher = {(float) (2 * log(0.2)), (float) (2 * log(0.5)), (float) (2 * log(0.3))};
        return List.of(
            new KnownValue(
                Tensor.of(Shape.of(1, 3), student),
                new Target.Logits(Tensor.of(Shape.of(1, 3), teacher)),
                4 * (0.2 * log(0.2 / 0.7) + 0.5 * log(0.5 / 0.2) + 0.3 * log(0.3 / 0.1))));
      }
    };
  }

  /** The right program, beside what may be wrong. */
  private static class WithProgram extends SoftTargets {
    private static final LossProgram PROGRAM = SoftTargets.program();

    @Override
    public Optional<LossFormula> formula(TargetKind kind) {
      return Optional.of(formula(PROGRAM, scale()));
    }
  }

  /** {@code T² Σ q log(q/p)}. */
  private static final class Reverse extends SoftTargets {

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      Tensor teacher = values(target);
      int rows = rows(student, teacher);
      int classes = student.shape().extent(1);
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        double[] q =
            SoftTargets.logSoftmax(TargetSamples.doubles(student.rows(row, 1)), temperature);
        double[] p =
            SoftTargets.logSoftmax(TargetSamples.doubles(teacher.rows(row, 1)), temperature);
        double divergence = 0;
        for (int i = 0; i < classes; i++) {
          divergence += exp(q[i]) * (q[i] - p[i]);
        }
        for (int i = 0; i < classes; i++) {
          double slope = temperature / rows * exp(q[i]) * (q[i] - p[i] - divergence);
          gradient.set(row * classes + i, (float) slope);
        }
        sum += scale() / rows * divergence;
      }
      return sum;
    }
  }

  /** The squared distance to a teacher's numbers, which it puts in the place of the true ones. */
  private static final class Overwriting implements Loss {

    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.LABELLED_VALUES);
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      Target.LabelledValues labelled = (Target.LabelledValues) target;
      int rows = student.shape().extent(0);
      double sum = 0;
      for (int i = 0; i < student.shape().elements(); i++) {
        double difference = student.get(i) - labelled.values().get(i);
        sum += difference * difference / rows;
        gradient.set(i, (float) (2 * difference / rows));
      }
      labelled.labels().copyFrom(labelled.values());
      return sum;
    }
  }
}
