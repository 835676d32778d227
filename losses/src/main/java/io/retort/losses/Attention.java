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
import java.util.List;
import java.util.Set;

/**
 * Attention transfer (Zagoruyko and Komodakis, <i>Paying More Attention to Attention</i>, 2017):
 * the student's feature maps should be large where the teacher's are, at one or several levels of
 * the two networks. The map of a sample is {@code a = Σ_c |f_c|^p} over the channels c, divided by
 * its Euclidean norm; the value is the mean over batch and positions of {@code (a − a')²}, summed
 * over the levels.
 *
 * <p>Student and teacher may have different numbers of channels, but at each level the same height
 * and width.
 *
 * @param power p, at least 2
 */
public record Attention(
    @Doc("The power of the activations that are summed over the channels.")
        @Default("2")
        @Range(min = 2)
        int power)
    implements Criterion {
  private static final double SMALLEST_NORM = 1e-12;

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(TargetKind.FEATURES);
  }

  @Override
  public boolean needsEqualShapes() {
    return false;
  }

  @Override
  public CriterionSession start(CriterionSetting setting) {
    List<CriterionSetting.TargetShape> targets = setting.targets();
    if (setting.outputs().size() != targets.size()) {
      throw new IllegalArgumentException(
          "it compares level by level, but there are "
              + setting.outputs().size()
              + " nodes of the student and "
              + targets.size()
              + " of the teacher");
    }
    for (int i = 0; i < targets.size(); i++) {
      requireMaps(setting.outputs().get(i), targets.get(i).shape());
    }
    return this::evaluate;
  }

  private static void requireMaps(Shape student, Shape teacher) {
    if (student.rank() != 3
        || teacher.rank() != 3
        || student.extent(1) != teacher.extent(1)
        || student.extent(2) != teacher.extent(2)) {
      throw new IllegalArgumentException(
          "attention needs feature maps [channels, height, width] of the same height and width, not"
              + " "
              + student
              + " and "
              + teacher
              + "; choose other nodes, or pool the larger one");
    }
  }

  private double evaluate(
      CriterionInput input, List<Tensor> gradients, float[] parameterGradients) {
    double value = 0;
    for (int level = 0; level < gradients.size(); level++) {
      Tensor teacher = ((Target.Numbers) input.targets().get(level)).values();
      value += level(input.outputs().get(level), teacher, gradients.get(level));
    }
    return value;
  }

  private double level(Tensor student, Tensor teacher, Tensor gradient) {
    int batch = student.shape().extent(0);
    int positions = student.shape().extent(2) * student.shape().extent(3);
    double factor = 1.0 / ((double) batch * positions);
    float[] own = new float[student.shape().elements() / batch];
    float[] others = new float[teacher.shape().elements() / batch];
    double sum = 0;
    for (int row = 0; row < batch; row++) {
      student.read(row * own.length, own);
      teacher.read(row * others.length, others);
      double[] map = map(own, positions);
      double[] wanted = map(others, positions);
      normalise(wanted);
      double norm = normalise(map);
      double[] slopes = new double[positions];
      double along = 0;
      for (int i = 0; i < positions; i++) {
        double difference = map[i] - wanted[i];
        sum += difference * difference;
        slopes[i] = 2 * factor * difference;
        along += slopes[i] * map[i];
      }
      for (int i = 0; i < own.length; i++) {
        int at = i % positions;
        // With |f|^(p−1)·sign(f) as |f|^(p−2)·f.
        double inner = power * Math.pow(Math.abs(own[i]), power - 2.0) * own[i];
        own[i] = norm == 0 ? 0 : (float) ((slopes[at] - along * map[at]) / norm * inner);
      }
      gradient.write(row * own.length, own);
    }
    return sum * factor;
  }

  private double[] map(float[] features, int positions) {
    double[] map = new double[positions];
    for (int i = 0; i < features.length; i++) {
      map[i % positions] += Math.pow(Math.abs(features[i]), power);
    }
    return map;
  }

  /** Divides by the norm and returns it; a map of (almost) zeros becomes 0, and its norm too. */
  private static double normalise(double[] map) {
    double squares = 0;
    for (double value : map) {
      squares += value * value;
    }
    double norm = Math.sqrt(squares);
    boolean none = norm < SMALLEST_NORM;
    for (int i = 0; i < map.length; i++) {
      map[i] = none ? 0 : map[i] / norm;
    }
    return none ? 0 : norm;
  }
}
