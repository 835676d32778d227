package io.retort.core.metric;

import java.util.Arrays;
import java.util.List;

/** What a model says of samples that have numbers, in the units of the data. Immutable. */
public final class ValuePredictions implements LabelledPredictions {
  private final List<String> values;
  private final float[][] rows;
  private final float[][] truth;

  private ValuePredictions(List<String> values, float[][] rows, float[][] truth) {
    this.values = values;
    this.rows = rows;
    this.truth = truth;
  }

  /**
   * Predictions and true values.
   *
   * @param values the names of the values, in the order of the outputs
   * @param predictions a row of values for each sample
   * @param truth the true values, one row after the other
   * @return both
   */
  public static ValuePredictions of(List<String> values, Predictions predictions, float[] truth) {
    int outputs = values.size();
    float[][] rows = new float[predictions.rows().length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(truth, i * outputs, (i + 1) * outputs);
    }
    return new ValuePredictions(List.copyOf(values), predictions.rows(), rows);
  }

  @Override
  public int size() {
    return rows.length;
  }

  /**
   * The values.
   *
   * @return their names, in the order of the outputs
   */
  public List<String> values() {
    return values;
  }

  /**
   * What the model says.
   *
   * @param sample a sample
   * @param output the index of a value
   * @return the predicted value
   */
  public float predicted(int sample, int output) {
    return rows[sample][output];
  }

  /**
   * What is true.
   *
   * @param sample a sample
   * @param output the index of a value
   * @return the true value
   */
  public float truth(int sample, int output) {
    return truth[sample][output];
  }

  /**
   * How far the model is off.
   *
   * @param sample a sample
   * @param output the index of a value
   * @return what it says minus what is true
   */
  public double error(int sample, int output) {
    return (double) rows[sample][output] - truth[sample][output];
  }

  @Override
  public ValuePredictions subset(int[] samples) {
    return new ValuePredictions(
        values,
        Arrays.stream(samples).mapToObj(i -> rows[i]).toArray(float[][]::new),
        Arrays.stream(samples).mapToObj(i -> truth[i]).toArray(float[][]::new));
  }
}
