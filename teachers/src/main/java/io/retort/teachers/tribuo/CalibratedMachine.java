package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;

/**
 * A support vector machine whose decisions become probabilities.
 *
 * @param decisions the machine
 * @param calibration turns decisions into probabilities
 */
record CalibratedMachine(SvmDecisions decisions, SvmCalibration calibration) implements Predictor {

  @Override
  public void predict(float[] row, double[] output) {
    calibration.apply(decisions.on(row), output);
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    ModelContent.of(decisions.model()).addTo(fingerprint);
    fingerprint.add(calibration.toString());
  }
}
