package io.retort.runtime.experiment;

import io.retort.core.data.Head;
import io.retort.core.training.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Whether distillation helped, on one head: the differences between the student with and without
 * the teacher, seed by seed and test sample by test sample.
 *
 * @param head the head
 * @param method how the intervals were found
 * @param repeats how often data and teacher were drawn anew
 * @param seeds the number of pairs of students in each repeat
 * @param testSamples the number of test samples in each repeat
 * @param sameTestSamples whether all students were measured on the same test samples
 * @param score the gain in the score by which models of this head are compared
 * @param logLoss the gain in log-loss, for heads with classes: it tells students apart that decide
 *     alike
 */
public record Comparison(
    String head,
    Method method,
    int repeats,
    int seeds,
    int testSamples,
    boolean sameTestSamples,
    Gain score,
    Optional<Gain> logLoss) {

  /** How an interval was found. */
  public enum Method {
    /**
     * Seeds and test samples as crossed random effects (Dorfman, Berbaum and Metz 1992; Hillis
     * 2007): all students answer for the same test samples.
     */
    CROSSED_SEEDS,
    /** The same with repeats for seeds: the test samples come with the data set. */
    CROSSED_REPEATS,
    /**
     * The corrected resampled t-test (Nadeau and Bengio 2003): each repeat has its own test
     * samples.
     */
    RESAMPLED
  }

  /**
   * What can be said honestly, by the score.
   *
   * @return the verdict
   */
  public Gain.Verdict verdict() {
    return score.verdict();
  }

  /**
   * Compares.
   *
   * @param head the head
   * @param parts the parts of the data in the first repeat
   * @param repeats what was measured, by repeat
   */
  static Comparison of(Head head, DataParts parts, List<List<Pair>> repeats) {
    Pair first = repeats.get(0).get(0);
    boolean higherIsBetter = first.alone().result().test().get(head.name()).higherIsBetter();
    String score = first.alone().result().test().get(head.name()).score();
    Method method =
        repeats.size() == 1
            ? Method.CROSSED_SEEDS
            : parts.testGiven() ? Method.CROSSED_REPEATS : Method.RESAMPLED;
    Figure compared = new Figure(head.name(), score, higherIsBetter);
    Figure loss = new Figure(head.name(), Evaluation.LOG_LOSS, false);
    return new Comparison(
        head.name(),
        method,
        repeats.size(),
        repeats.get(0).size(),
        parts.test().size(),
        method != Method.RESAMPLED,
        compared.gain(method, parts, repeats),
        first.alone().perSample().get(head.name()).containsKey(loss.name())
            ? Optional.of(loss.gain(method, parts, repeats))
            : Optional.empty());
  }

  /** The students of one seed. */
  record Pair(Examiner.Tested alone, Examiner.Tested distilled) {}

  /** A figure of one head. */
  private record Figure(String head, String name, boolean higherIsBetter) {

    Gain gain(Method method, DataParts parts, List<List<Pair>> repeats) {
      double[] ofRepeats = repeats.stream().mapToDouble(pairs -> mean(pairs, this::gain)).toArray();
      double mean = Arrays.stream(ofRepeats).average().orElseThrow();
      return Gain.of(
          name,
          higherIsBetter,
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
          });
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
