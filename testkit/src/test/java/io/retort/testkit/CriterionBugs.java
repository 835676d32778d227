package io.retort.testkit;

import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.LossProvider;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A criterion with a factor that is trained and a memory of what each sample's features were, as it
 * should be and in wrong forms.
 */
final class CriterionBugs {
  private CriterionBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "the gradient of its parameters has the wrong sign",
            () ->
                new Remembering() {
                  @Override
                  double parameterSlope(double slope) {
                    return -slope;
                  }
                },
            "gradientsOfItsParametersAgreeWithCentralDifferences",
            "the gradient is not the derivative of the value"),
        bug(
            "gradients are added to what was there",
            () ->
                new Remembering() {
                  @Override
                  void write(Tensor gradient, int i, double slope) {
                    gradient.set(i, (float) (gradient.get(i) + slope));
                  }
                },
            "gradientsAgreeWithCentralDifferences",
            "not overwritten"),
        bug(
            "an evaluation remembers",
            () ->
                new Remembering() {
                  @Override
                  void evaluated(Bank bank, CriterionInput input) {
                    bank.remember(input);
                  }
                },
            "evaluatingChangesNothing",
            "second evaluation of the same differs"),
        bug(
            "something is remembered outside of the memory",
            () ->
                new Remembering() {
                  @Override
                  double momentum(int steps) {
                    return steps == 0 ? 0.5 : 0.25;
                  }

                  @Override
                  double offset(int steps) {
                    return steps;
                  }
                },
            "memoryIsAllThatIsRemembered",
            "not in its memory"),
        bug(
            "nothing is remembered",
            () ->
                new Remembering() {
                  @Override
                  double momentum(int steps) {
                    return 1;
                  }
                },
            "memoryIsAllThatIsRemembered",
            "makes no difference"),
        bug(
            "the sum over the batch instead of its mean",
            () ->
                new Remembering() {
                  @Override
                  double share(int batch) {
                    return 1;
                  }
                },
            "batchIsTheMeanOfItsUnequalParts",
            "not the mean over the rows"),
        bug(
            "parameters start without a seed",
            () ->
                new Remembering() {
                  private int started;

                  @Override
                  float start() {
                    return ++started;
                  }
                },
            "oneSeedStartsOneSession",
            "two sets of parameters"),
        bug(
            "the kind that it compares with is not said",
            () ->
                new Remembering() {
                  @Override
                  public Set<TargetKind> accepts() {
                    return Set.of(TargetKind.LOGITS);
                  }
                },
            "targetsAreAmongThoseThatItAccepts",
            "does not accept FEATURES"),
        bug(
            "the first sample of a batch counts twice",
            () ->
                new Remembering() {
                  @Override
                  double weight(int row) {
                    return row == 0 ? 2 : 1;
                  }
                },
            "orderOfSamplesDoesNotMatter",
            "depends on the samples' order"),
        bug(
            "further outputs are ignored",
            () ->
                new Remembering() {
                  @Override
                  void require(CriterionSetting setting) {}
                },
            "anotherNumberOfOutputsIsRefused",
            "does not refuse"));
  }

  /** The contract over the right criterion. */
  static CriterionContract<FixedProvider.NoKeys> right() {
    return contract(Remembering::new);
  }

  private static PlantedBug bug(
      String bug, Supplier<? extends Criterion> criterion, String test, String message) {
    return new PlantedBug("Criterion", bug, () -> contract(criterion), test, message);
  }

  private static CriterionContract<FixedProvider.NoKeys> contract(
      Supplier<? extends Criterion> criterion) {
    return new CriterionContract<>() {
      @Override
      protected LossProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfLoss(criterion);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }

      @Override
      protected List<Shape> outputs() {
        return List.of(Shape.of(3));
      }

      @Override
      protected List<CriterionSetting.TargetShape> targets() {
        return List.of(new CriterionSetting.TargetShape(TargetKind.FEATURES, Shape.of(3)));
      }
    };
  }

  /**
   * The mean of {@code (f·z − t − m)²}, with f a parameter and m what is remembered of a sample.
   */
  static class Remembering implements Criterion {
    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.FEATURES);
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      require(setting);
      return new Bank(this, setting);
    }

    void require(CriterionSetting setting) {
      if (setting.outputs().size() != 1) {
        throw new IllegalArgumentException("it compares one output");
      }
    }

    void evaluated(Bank bank, CriterionInput input) {}

    double parameterSlope(double slope) {
      return slope;
    }

    double momentum(int steps) {
      return 0.5;
    }

    double offset(int steps) {
      return 0;
    }

    double share(int batch) {
      return 1.0 / batch;
    }

    double weight(int row) {
      return 1;
    }

    float start() {
      return 1;
    }

    void write(Tensor gradient, int i, double slope) {
      gradient.set(i, (float) slope);
    }
  }

  static final class Bank implements CriterionSession {
    private final Remembering criterion;
    private final Tensor bank;
    private final int width;
    private int steps;

    Bank(Remembering criterion, CriterionSetting setting) {
      this.criterion = criterion;
      this.width = setting.outputs().get(0).elements();
      this.bank = Tensor.allocate(Shape.of(setting.samples(), width));
    }

    @Override
    public float[] initialParameters() {
      return new float[] {criterion.start()};
    }

    @Override
    public Map<String, Tensor> memory() {
      return Map.of("features", bank);
    }

    @Override
    public double evaluate(
        CriterionInput input, List<Tensor> gradients, float[] parameterGradients) {
      Tensor student = input.outputs().get(0);
      Tensor teacher = ((Target.Numbers) input.targets().get(0)).values();
      double factor = input.parameters()[0];
      double mean = criterion.share(input.samples().length) / width;
      double sum = 0;
      double slope = 0;
      for (int i = 0; i < student.shape().elements(); i++) {
        int row = input.samples()[i / width];
        double share = mean * criterion.weight(i / width);
        double difference =
            factor * student.get(i)
                - teacher.get(i)
                - bank.get(row * width + i % width)
                - criterion.offset(steps);
        sum += share * difference * difference;
        slope += 2 * share * difference * student.get(i);
        criterion.write(gradients.get(0), i, 2 * share * difference * factor);
      }
      parameterGradients[0] = (float) criterion.parameterSlope(slope);
      criterion.evaluated(this, input);
      return sum;
    }

    @Override
    public void remember(CriterionInput input) {
      double momentum = criterion.momentum(steps);
      Tensor student = input.outputs().get(0);
      for (int i = 0; i < student.shape().elements(); i++) {
        int at = input.samples()[i / width] * width + i % width;
        bank.set(at, (float) (momentum * bank.get(at) + (1 - momentum) * student.get(i)));
      }
      steps++;
    }

    @Override
    public void close() {
      bank.close();
    }
  }
}
