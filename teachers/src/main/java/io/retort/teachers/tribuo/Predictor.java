package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import java.util.Arrays;

/** A fitted model of one task: a distribution over classes, or some values. */
interface Predictor {

  /**
   * Predicts for one sample.
   *
   * @param row its inputs
   * @param output receives a probability for each class, or the values
   */
  void predict(float[] row, double[] output);

  /**
   * Predicts for many samples, which some models do in a fraction of the time.
   *
   * @param rows their inputs
   * @param outputs receives what {@link #predict(float[], double[])} gives for each
   */
  default void predict(float[][] rows, double[][] outputs) {
    for (int i = 0; i < rows.length; i++) {
      predict(rows[i], outputs[i]);
    }
  }

  /** Adds all that the outputs depend on. */
  void addTo(Fingerprint fingerprint);

  /** A predictor that says the same of every sample: all that one class alone can teach. */
  record Constant(double... output) implements Predictor {
    @Override
    public void predict(float[] row, double[] destination) {
      System.arraycopy(output, 0, destination, 0, output.length);
    }

    @Override
    public void addTo(Fingerprint fingerprint) {
      fingerprint.add(Arrays.toString(output));
    }
  }
}
