package io.retort.runtime.experiment.evaluation;

import io.retort.core.data.Head;
import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Compares the students with and without the teacher, seed by seed and sample by sample. */
public final class ArmComparison {

  private ArmComparison() {}

  /**
   * Compares.
   *
   * @param head the head
   * @param parts the parts of the data in the first repeat
   * @param repeats what was measured, by repeat
   */
  public static Comparison of(Head head, DataSplit parts, List<List<Pair>> repeats) {
    ModelEvaluator.TestedStudent first = repeats.get(0).get(0).alone();
    Metrics metrics = first.result().test().get(head.name());
    Comparison.Method method =
        repeats.size() == 1
            ? Comparison.Method.CROSSED_SEEDS
            : parts.testFixed() ? Comparison.Method.CROSSED_REPEATS : Comparison.Method.RESAMPLED;
    List<Gain> besides =
        first.contributions().get(head.name()).keySet().stream()
            .filter(name -> !name.equals(metrics.score()))
            .map(
                name -> new ComparedFigure(head.name(), name, metrics).gain(method, parts, repeats))
            .toList();
    return new Comparison(
        head.name(),
        method,
        repeats.size(),
        repeats.get(0).size(),
        parts.test().size(),
        method != Comparison.Method.RESAMPLED,
        new ComparedFigure(head.name(), metrics.score(), metrics).gain(method, parts, repeats),
        besides);
  }

  /** The students of one seed. */
  public record Pair(ModelEvaluator.TestedStudent alone, ModelEvaluator.TestedStudent distilled) {}

  /**
   * A figure of one head.
   *
   * @param any what it is like, from the metrics of any model
   */
  private record ComparedFigure(String head, String name, Figure any) {

    ComparedFigure(String head, String name, Metrics metrics) {
      this(head, name, metrics.figures().get(name));
    }

    Gain gain(Comparison.Method method, DataSplit parts, List<List<Pair>> repeats) {
      Optional<String> undefined = undefined(repeats);
      GainEstimate estimate =
          undefined.isPresent()
              ? new GainEstimate(Double.NaN, Double.NaN, Double.NaN)
              : estimate(method, parts, repeats);
      boolean enough = repeats.size() * repeats.get(0).size() > 1 && parts.test().size() > 1;
      if (undefined.isEmpty() && enough && Double.isNaN(estimate.standardError())) {
        undefined = Optional.of(name + " is undefined without one of the test samples");
      }
      return estimate.gain(name, any, undefined);
    }

    /** Why one of the students has no such figure. */
    private Optional<String> undefined(List<List<Pair>> repeats) {
      return repeats.stream()
          .flatMap(List::stream)
          .flatMap(pair -> Stream.of(figure(pair.alone()), figure(pair.distilled())))
          .flatMap(figure -> figure.undefined().stream())
          .findFirst();
    }

    private GainEstimate estimate(
        Comparison.Method method, DataSplit parts, List<List<Pair>> repeats) {
      double[] ofRepeats = repeats.stream().mapToDouble(pairs -> mean(pairs, this::gain)).toArray();
      double mean = Arrays.stream(ofRepeats).average().orElseThrow();
      return switch (method) {
        case CROSSED_SEEDS ->
            GainEstimate.crossed(
                mean, repeats.get(0).stream().map(this::contributions).toArray(double[][]::new));
        case CROSSED_REPEATS ->
            GainEstimate.crossed(
                mean, repeats.stream().map(this::meanContributions).toArray(double[][]::new));
        case RESAMPLED ->
            GainEstimate.resampled(ofRepeats, (double) parts.test().size() / parts.pool().size());
      };
    }

    private static double mean(List<Pair> pairs, ToDoubleFunction<Pair> value) {
      return pairs.stream().mapToDouble(value).average().orElseThrow();
    }

    private Figure figure(ModelEvaluator.TestedStudent student) {
      return student.result().test().get(head).figures().get(name);
    }

    private double gain(Pair pair) {
      return signed(figure(pair.distilled()).value() - figure(pair.alone()).value());
    }

    private double[] contributions(Pair pair) {
      double[] gains = new double[contributions(pair.alone()).length];
      add(gains, pair, 1);
      return gains;
    }

    private double[] meanContributions(List<Pair> pairs) {
      double[] gains = new double[contributions(pairs.get(0).alone()).length];
      pairs.forEach(pair -> add(gains, pair, 1.0 / pairs.size()));
      return gains;
    }

    private double[] contributions(ModelEvaluator.TestedStudent student) {
      return student.contributions().get(head).get(name);
    }

    private void add(double[] gains, Pair pair, double weight) {
      double[] alone = contributions(pair.alone());
      double[] distilled = contributions(pair.distilled());
      for (int i = 0; i < gains.length; i++) {
        gains[i] += weight * signed(distilled[i] - alone[i]);
      }
    }

    private double signed(double difference) {
      return any.higherIsBetter() ? difference : -difference;
    }
  }
}
