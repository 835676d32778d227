package io.retort.core.metric;

/**
 * Decisions about classes, sorted by how certain the model is of them into bins of equal width: a
 * reliability diagram, and the expected calibration error (Guo et al. 2017).
 *
 * @param samples the number of decisions in each bin
 * @param right how many of them are right
 * @param confidence the sum of the probabilities that the model gave to them
 */
public record ReliabilityBins(int[] samples, int[] right, double[] confidence) {

  /**
   * No decisions yet.
   *
   * @param count the number of bins, at least 1
   */
  public ReliabilityBins(int count) {
    this(new int[count], new int[count], new double[count]);
  }

  /**
   * Adds the decisions of a model.
   *
   * @param predictions what it says
   * @return this object
   */
  public ReliabilityBins add(ClassPredictions predictions) {
    for (int i = 0; i < predictions.size(); i++) {
      int decision = predictions.decision(i);
      double certain = predictions.probability(i, decision);
      int bin = Math.min(samples.length - 1, (int) (certain * samples.length));
      samples[bin]++;
      confidence[bin] += certain;
      right[bin] += decision == predictions.label(i) ? 1 : 0;
    }
    return this;
  }

  /**
   * The mean distance of a decision's probability from the share of right decisions in its bin.
   *
   * @return from 0 to 1; not a number without decisions
   */
  public double calibrationError() {
    int all = 0;
    for (int count : samples) {
      all += count;
    }
    double error = all == 0 ? Double.NaN : 0;
    for (int bin = 0; bin < samples.length; bin++) {
      // |accuracy − confidence| of the bin, weighted by its share of the decisions.
      error += Math.abs(right[bin] - confidence[bin]) / all;
    }
    return error;
  }
}
