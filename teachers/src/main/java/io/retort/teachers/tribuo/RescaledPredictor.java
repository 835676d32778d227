package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import io.retort.core.data.Standardization;
import java.util.List;

/**
 * A predictor of values in the units of the data, whose outputs are wanted on another scale.
 *
 * @param predictor what predicts
 * @param scales what each value is brought to
 */
record RescaledPredictor(Predictor predictor, List<Standardization> scales) implements Predictor {

  @Override
  public void predict(float[] row, double[] output) {
    predictor.predict(row, output);
    rescale(output);
  }

  @Override
  public void predict(float[][] rows, double[][] outputs) {
    predictor.predict(rows, outputs);
    for (double[] output : outputs) {
      rescale(output);
    }
  }

  private void rescale(double[] output) {
    for (int i = 0; i < output.length; i++) {
      output[i] = scales.get(i).apply(output[i]);
    }
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    predictor.addTo(fingerprint);
    fingerprint.add(scales.toString());
  }
}
