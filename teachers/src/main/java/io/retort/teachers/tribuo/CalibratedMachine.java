package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;

/**
 * A support vector machine whose margins become probabilities.
 *
 * @param margins the machine
 * @param calibration turns margins into probabilities
 */
record CalibratedMachine(Margins margins, Calibration calibration) implements Predictor {

  @Override
  public void predict(float[] row, double[] answer) {
    calibration.apply(margins.of(row), answer);
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    ModelContent.of(margins.model()).addTo(fingerprint);
    fingerprint.add(calibration.toString());
  }
}
