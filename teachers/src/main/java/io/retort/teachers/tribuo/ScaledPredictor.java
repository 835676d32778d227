package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import java.util.Arrays;

/**
 * A predictor that wants its inputs on another scale.
 *
 * @param scaling what the inputs need
 * @param predictor what predicts
 */
record ScaledPredictor(Scaling scaling, Predictor predictor) implements Predictor {

  @Override
  public void predict(float[] row, double[] output) {
    predictor.predict(scaling.apply(row), output);
  }

  @Override
  public void predict(float[][] rows, double[][] outputs) {
    predictor.predict(Arrays.stream(rows).map(scaling::apply).toArray(float[][]::new), outputs);
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    scaling.addTo(fingerprint);
    predictor.addTo(fingerprint);
  }
}
