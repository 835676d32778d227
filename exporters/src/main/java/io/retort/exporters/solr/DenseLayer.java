package io.retort.exporters.solr;

/**
 * A layer of Solr's model: {@code f(W·x + b)}.
 *
 * @param weight {@code [units][inputs]}
 * @param bias {@code [units]}
 * @param activation Solr's name of f
 */
record DenseLayer(double[][] weight, double[] bias, String activation) {
  static final String IDENTITY = "identity";

  /** Multiplies each value by a factor and adds another. */
  static DenseLayer diagonal(double[] factors, double[] added, String activation) {
    double[][] weight = new double[factors.length][factors.length];
    for (int i = 0; i < factors.length; i++) {
      weight[i][i] = factors[i];
    }
    return new DenseLayer(weight, added.clone(), activation);
  }

  boolean isLinear() {
    return activation.equals(IDENTITY);
  }

  DenseLayer with(String function) {
    return new DenseLayer(weight, bias, function);
  }

  /** This layer, of which the outputs are multiplied and added to: it must be linear. */
  DenseLayer then(double[] factors, double[] added) {
    double[][] scaled = new double[weight.length][];
    double[] moved = new double[bias.length];
    for (int unit = 0; unit < scaled.length; unit++) {
      scaled[unit] = weight[unit].clone();
      for (int i = 0; i < scaled[unit].length; i++) {
        scaled[unit][i] *= factors[unit];
      }
      moved[unit] = bias[unit] * factors[unit] + added[unit];
    }
    return new DenseLayer(scaled, moved, activation);
  }

  /** This layer, of which the inputs are multiplied and added to before. */
  DenseLayer after(double[] factors, double[] added) {
    double[][] scaled = new double[weight.length][];
    double[] moved = bias.clone();
    for (int unit = 0; unit < scaled.length; unit++) {
      scaled[unit] = weight[unit].clone();
      for (int i = 0; i < scaled[unit].length; i++) {
        moved[unit] += scaled[unit][i] * added[i];
        scaled[unit][i] *= factors[i];
      }
    }
    return new DenseLayer(scaled, moved, activation);
  }

  /** One unit, which weighs the outputs of this layer: it must be linear. */
  DenseLayer weighed(double[] weights, String function) {
    double[] row = new double[weight[0].length];
    double sum = 0;
    for (int unit = 0; unit < weights.length; unit++) {
      sum += weights[unit] * bias[unit];
      for (int i = 0; i < row.length; i++) {
        row[i] += weights[unit] * weight[unit][i];
      }
    }
    return new DenseLayer(new double[][] {row}, new double[] {sum}, function);
  }
}
