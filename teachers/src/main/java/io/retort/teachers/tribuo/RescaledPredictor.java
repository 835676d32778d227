package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import io.retort.core.data.Standardization;
import java.util.List;

/**
 * A predictor of values in the units of the data, whose answers are wanted on another scale.
 *
 * @param predictor what answers
 * @param scales what each value is brought to
 */
record RescaledPredictor(Predictor predictor, List<Standardization> scales) implements Predictor {

  @Override
  public void predict(float[] row, double[] answer) {
    predictor.predict(row, answer);
    for (int i = 0; i < answer.length; i++) {
      answer[i] = scales.get(i).apply(answer[i]);
    }
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    predictor.addTo(fingerprint);
    fingerprint.add(scales.toString());
  }
}
