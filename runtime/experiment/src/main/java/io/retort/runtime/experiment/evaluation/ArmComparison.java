package io.retort.runtime.experiment.evaluation;

import io.retort.core.data.Head;
import io.retort.core.training.Evaluation;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

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
    Pair first = repeats.get(0).get(0);
    boolean higherIsBetter = first.alone().result().test().get(head.name()).higherIsBetter();
    String score = first.alone().result().test().get(head.name()).score();
    Comparison.Method method =
        repeats.size() == 1
            ? Comparison.Method.CROSSED_SEEDS
            : parts.testGiven() ? Comparison.Method.CROSSED_REPEATS : Comparison.Method.RESAMPLED;
    Figure compared = new Figure(head.name(), score, higherIsBetter);
    Figure loss = new Figure(head.name(), Evaluation.LOG_LOSS, false);
    return new Comparison(
        head.name(),
        method,
        repeats.size(),
        repeats.get(0).size(),
        parts.test().size(),
        method != Comparison.Method.RESAMPLED,
        compared.gain(method, parts, repeats),
        first.alone().perSample().get(head.name()).containsKey(loss.name())
            ? Optional.of(loss.gain(method, parts, repeats))
            : Optional.empty());
  }

  /** The students of one seed. */
  public record Pair(ModelEvaluator.TestedStudent alone, ModelEvaluator.TestedStudent distilled) {}

  /** A figure of one head. */
  private record Figure(String head, String name, boolean higherIsBetter) {

    Gain gain(Comparison.Method method, DataSplit parts, List<List<Pair>> repeats) {
      double[] ofRepeats = repeats.stream().mapToDouble(pairs -> mean(pairs, this::gain)).toArray();
      double mean = Arrays.stream(ofRepeats).average().orElseThrow();
      GainEstimate estimate =
          switch (method) {
            case CROSSED_SEEDS ->
                GainEstimate.crossed(
                    mean, repeats.get(0).stream().map(this::perSample).toArray(double[][]::new));
            case CROSSED_REPEATS ->
                GainEstimate.crossed(
                    mean, repeats.stream().map(this::meanPerSample).toArray(double[][]::new));
            case RESAMPLED ->
                GainEstimate.resampled(
                    ofRepeats, (double) parts.test().size() / parts.pool().size());
          };
      return estimate.gain(name, higherIsBetter);
    }

    private static double mean(List<Pair> pairs, ToDoubleFunction<Pair> value) {
      return pairs.stream().mapToDouble(value).average().orElseThrow();
    }

    private double gain(Pair pair) {
      return signed(
          pair.distilled().result().test().get(head).figures().get(name)
              - pair.alone().result().test().get(head).figures().get(name));
    }

    private double[] perSample(Pair pair) {
      double[] gains = new double[pair.alone().perSample().get(head).get(name).length];
      add(gains, pair, 1);
      return gains;
    }

    private double[] meanPerSample(List<Pair> pairs) {
      double[] gains = new double[pairs.get(0).alone().perSample().get(head).get(name).length];
      pairs.forEach(pair -> add(gains, pair, 1.0 / pairs.size()));
      return gains;
    }

    private void add(double[] gains, Pair pair, double weight) {
      double[] alone = pair.alone().perSample().get(head).get(name);
      double[] distilled = pair.distilled().perSample().get(head).get(name);
      for (int i = 0; i < gains.length; i++) {
        gains[i] += weight * signed(distilled[i] - alone[i]);
      }
    }

    private double signed(double difference) {
      return higherIsBetter ? difference : -difference;
    }
  }
}
