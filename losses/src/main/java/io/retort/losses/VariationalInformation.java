package io.retort.losses;

import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Variational information distillation (Ahn et al., <i>Variational Information Distillation for
 * Knowledge Transfer</i>, 2019): the student's features z predict the teacher's t up to a normal
 * deviation whose variance v is trained with the student, one for each channel of a feature map, or
 * for each value of a vector. Channels that the student cannot predict then count less. The value
 * is the mean over all elements of {@code ((z − t)²/v_c + log v_c)/2}, with {@code v_c = log(1 +
 * exp(α_c)) + ε} and the parameters α; it may be below 0.
 *
 * <p>In the paper a small network of its own leads from the student's features to the teacher's
 * shape; the strategy {@code feature} adds one layer where the shapes differ.
 *
 * @param initialVariance what each variance starts from, above {@code smallestVariance}
 * @param smallestVariance ε, above 0
 */
public record VariationalInformation(
    @Doc("What the variance of each channel starts from.")
        @Default("5")
        @Range(min = 0, minExclusive = true)
        double initialVariance,
    @Doc("What is added to each variance, so that none becomes 0.")
        @Default("1e-5")
        @Range(min = 0, minExclusive = true)
        double smallestVariance)
    implements Criterion {

  public VariationalInformation {
    if (!(initialVariance > smallestVariance)) {
      throw new IllegalArgumentException(
          "The initial variance "
              + initialVariance
              + " is not above the smallest variance "
              + smallestVariance);
    }
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(
        TargetKind.FEATURES, TargetKind.LOGITS, TargetKind.MULTI_LABEL_LOGITS, TargetKind.VALUES);
  }

  @Override
  public CriterionSession start(CriterionSetting setting) {
    if (setting.outputs().size() != 1 || setting.targets().size() != 1) {
      throw new IllegalArgumentException(
          "it compares one output with one target, not "
              + setting.outputs().size()
              + " with "
              + setting.targets().size());
    }
    Shape shape = setting.outputs().get(0);
    Shape target = setting.targets().get(0).shape();
    if (!shape.equals(target)) {
      throw new IllegalArgumentException(
          "the target has the shape " + target + ", but the student's output has " + shape);
    }
    return new Variances(shape);
  }

  /** The channels of maps {@code [channels, height, width]}, else the last axis. */
  private final class Variances implements CriterionSession {
    private final int channels;

    /** How many values in a row follow each other with the same variance. */
    private final int run;

    Variances(Shape sample) {
      boolean map = sample.rank() == 3;
      this.channels = map ? sample.extent(0) : sample.extent(-1);
      this.run = map ? sample.extent(1) * sample.extent(2) : 1;
    }

    @Override
    public float[] initialParameters() {
      float[] parameters = new float[channels];
      double free = initialVariance - smallestVariance;
      // log(exp(v) − 1), which overflows for large v.
      Arrays.fill(parameters, (float) (free + Math.log(-Math.expm1(-free))));
      return parameters;
    }

    @Override
    public double evaluate(
        CriterionInput input, List<Tensor> gradients, float[] parameterGradients) {
      Tensor student = input.outputs().get(0);
      Tensor teacher = ((Target.Numbers) input.targets().get(0)).values();
      int elements = student.shape().elements();
      double[] slopes = new double[channels];
      double[] variances = new double[channels];
      for (int c = 0; c < channels; c++) {
        variances[c] = softplus(input.parameters()[c]) + smallestVariance;
      }
      double sum = 0;
      for (int i = 0; i < elements; i++) {
        int c = i / run % channels;
        double difference = (double) student.get(i) - teacher.get(i);
        double scaled = difference / variances[c];
        sum += difference * scaled + Math.log(variances[c]);
        gradients.get(0).set(i, (float) (scaled / elements));
        slopes[c] += (1 / variances[c] - scaled * scaled) / (2.0 * elements);
      }
      for (int c = 0; c < channels; c++) {
        parameterGradients[c] = (float) (slopes[c] / (1 + Math.exp(-input.parameters()[c])));
      }
      return sum / (2.0 * elements);
    }
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
