package io.retort.losses.metric;

import io.retort.core.metric.ClassPredictions;
import io.retort.core.metric.LabelPredictions;
import io.retort.core.metric.Measurement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A figure of one class against the others for heads of any number of classes or labels: the mean
 * of the figures of each. Those that all samples have, or none, are left out, as there is nothing
 * to rank. Of two classes it is the figure of the second alone, the positive one as scikit-learn
 * has it.
 */
final class OneVersusRest {

  private OneVersusRest() {}

  /**
   * How well the scores of a class rank the samples: a figure that depends on their order alone.
   */
  interface Ranking {

    /** The figure; not a number if the class has all samples or none. */
    double value();

    /** The figure without a sample; not a number if the class has all the others or none. */
    double without(int sample);
  }

  /**
   * The figure of classes.
   *
   * @param positive the class that is ranked, if it is one alone
   */
  static Measurement of(
      ClassPredictions predictions,
      Optional<String> positive,
      Function<BinaryScores, Ranking> ranking) {
    int n = predictions.size();
    boolean second = positive.isEmpty() && predictions.classes().size() == 2;
    return mean(
        n,
        second ? new int[] {1} : indexes(predictions.classes(), positive),
        c -> BinaryScores.of(n, i -> predictions.probability(i, c), i -> predictions.label(i) == c),
        ranking,
        positive
            .filter(name -> predictions.classes().indexOf(name) != predictions.label(0))
            .map(name -> "no sample is of the class '" + name + "'")
            .orElseGet(
                () ->
                    "every sample is of the class '"
                        + predictions.classes().get(predictions.label(0))
                        + "'"));
  }

  /**
   * The figure of labels.
   *
   * @param positive the label that is ranked, if it is one alone
   */
  static Measurement of(
      LabelPredictions predictions,
      Optional<String> positive,
      Function<BinaryScores, Ranking> ranking) {
    int n = predictions.size();
    return mean(
        n,
        indexes(predictions.labels(), positive),
        label ->
            BinaryScores.of(
                n, i -> predictions.probability(i, label), i -> predictions.isPresent(i, label)),
        ranking,
        "every sample or none has "
            + positive.map(name -> "the label '" + name + "'").orElse("each of the labels"));
  }

  private static int[] indexes(List<String> names, Optional<String> positive) {
    return IntStream.range(0, names.size())
        .filter(i -> positive.isEmpty() || names.get(i).equals(positive.get()))
        .toArray();
  }

  private static Measurement mean(
      int samples,
      int[] classes,
      IntFunction<BinaryScores> scores,
      Function<BinaryScores, Ranking> ranking,
      String undefined) {
    double sum = 0;
    int count = 0;
    for (int c : classes) {
      BinaryScores own = scores.apply(c);
      if (own.hasNaN()) {
        return Measurement.of(Double.NaN);
      }
      double value = ranking.apply(own).value();
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0
        ? Measurement.undefined(undefined)
        : Measurement.of(sum / count)
            .withoutSamples(() -> withoutEach(samples, classes, scores, ranking));
  }

  /** One class after the other, so that the scores of one alone are in memory. */
  private static double[] withoutEach(
      int samples,
      int[] classes,
      IntFunction<BinaryScores> scores,
      Function<BinaryScores, Ranking> ranking) {
    double[] sums = new double[samples];
    int[] counts = new int[samples];
    for (int c : classes) {
      Ranking own = ranking.apply(scores.apply(c));
      for (int i = 0; i < samples; i++) {
        double value = own.without(i);
        if (!Double.isNaN(value)) {
          sums[i] += value;
          counts[i]++;
        }
      }
    }
    for (int i = 0; i < samples; i++) {
      sums[i] /= counts[i];
    }
    return sums;
  }
}
