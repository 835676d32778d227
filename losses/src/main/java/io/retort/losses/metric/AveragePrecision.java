package io.retort.losses.metric;

import java.util.Arrays;

/**
 * Average precision. Samples of one score pass a threshold together: with aₜ positive ones among
 * those of threshold t, and pₜ positive ones among the nₜ samples down to it, it is {@code Σ
 * aₜ·pₜ/nₜ / P}. Without a sample of threshold t, what comes above stays as it is, and what comes
 * below has one sample less; the sums of both are kept, so that each sample is left out in no time.
 */
final class AveragePrecision implements OneVersusRest.Ranking {
  private final BinaryScores scores;

  /** Minus the thresholds, so that they rise. */
  private final double[] thresholds;

  private final int[] own;
  private final int[] positives;
  private final int[] samples;

  /** Σ aₜ·pₜ/nₜ over the thresholds before one. */
  private final double[] above;

  /** Σ aₜ·pₜ/(nₜ − 1) over the thresholds after one. */
  private final double[] belowWithoutNegative;

  /** Σ aₜ·(pₜ − 1)/(nₜ − 1) over the thresholds after one. */
  private final double[] belowWithoutPositive;

  AveragePrecision(BinaryScores scores) {
    this.scores = scores;
    this.thresholds = Arrays.stream(scores.scores()).map(s -> -s).sorted().distinct().toArray();
    int count = thresholds.length;
    this.own = new int[count];
    this.samples = new int[count];
    this.positives = new int[count];
    for (int i = 0; i < scores.scores().length; i++) {
      int threshold = threshold(i);
      samples[threshold]++;
      own[threshold] += scores.positive()[i] ? 1 : 0;
    }
    this.above = new double[count + 1];
    for (int t = 0; t < count; t++) {
      positives[t] = own[t] + (t == 0 ? 0 : positives[t - 1]);
      samples[t] += t == 0 ? 0 : samples[t - 1];
      above[t + 1] = above[t] + part(own[t], positives[t], samples[t]);
    }
    this.belowWithoutNegative = new double[count];
    this.belowWithoutPositive = new double[count];
    for (int t = count - 1; t > 0; t--) {
      belowWithoutNegative[t - 1] =
          belowWithoutNegative[t] + part(own[t], positives[t], samples[t] - 1);
      belowWithoutPositive[t - 1] =
          belowWithoutPositive[t] + part(own[t], positives[t] - 1, samples[t] - 1);
    }
  }

  private int threshold(int sample) {
    return Arrays.binarySearch(thresholds, -scores.scores()[sample]);
  }

  private static double part(int own, int positives, int samples) {
    return own == 0 ? 0 : (double) own * positives / samples;
  }

  @Override
  public double value() {
    return mean(above[thresholds.length], allPositives(), scores.scores().length);
  }

  @Override
  public double without(int sample) {
    int t = threshold(sample);
    int rest = scores.scores().length - 1;
    return scores.positive()[sample]
        ? mean(
            above[t] + part(own[t] - 1, positives[t] - 1, samples[t] - 1) + belowWithoutPositive[t],
            allPositives() - 1,
            rest)
        : mean(
            above[t] + part(own[t], positives[t], samples[t] - 1) + belowWithoutNegative[t],
            allPositives(),
            rest);
  }

  private int allPositives() {
    return positives[thresholds.length - 1];
  }

  private static double mean(double sum, int positives, int samples) {
    return positives == 0 || positives == samples ? Double.NaN : sum / positives;
  }
}
