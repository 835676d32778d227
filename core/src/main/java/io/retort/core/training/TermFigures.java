package io.retort.core.training;

import io.retort.core.progress.EpochReport;

/** Sums up what the evaluations of a term find until the next report. */
final class TermFigures {
  private double values;
  private double gradientNorms;
  private double batches;

  /**
   * What an evaluation has found.
   *
   * @param value the mean over the batch, without the term's weight; of a replica, its part of it
   * @param norm that of the weighted gradient; of a replica, of that at the outputs alone
   * @param share what the rows that count are of those of all replicas; 0 if there are none
   */
  record Found(double value, double norm, double share) {
    static final Found NOTHING = new Found(0, 0, 0);

    boolean isFinite() {
      return Double.isFinite(value) && Double.isFinite(norm);
    }
  }

  void add(double value, double norm) {
    values += value;
    gradientNorms += norm;
    batches++;
  }

  /** Whether there was a gradient since the last report. */
  boolean hasGradient() {
    return gradientNorms > 0;
  }

  /** The means since the last report, after which it begins anew. */
  EpochReport.TermReport report(String term, double weight) {
    double count = batches > 0 ? batches : 1;
    EpochReport.TermReport report =
        new EpochReport.TermReport(term, weight, values / count, gradientNorms / count);
    values = 0;
    gradientNorms = 0;
    batches = 0;
    return report;
  }

  /** Sums of values, of norms, and the number of batches. */
  double[] sums() {
    return new double[] {values, gradientNorms, batches};
  }

  /** Goes back to sums that were asked for, or to others. */
  void restore(double... sums) {
    values = sums[0];
    gradientNorms = sums[1];
    batches = sums[2];
  }
}
