package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * A model of Tribuo's that gives probabilities itself, or shares of votes.
 *
 * @param model the model
 * @param labels what it calls inputs and classes
 * @param content what its outputs depend on
 */
record ClassModel(Model<Label> model, Labels labels, ModelContent content) implements Predictor {

  static ClassModel of(Model<Label> model, Labels labels) {
    return new ClassModel(model, labels, ModelContent.of(model));
  }

  @Override
  public void predict(float[] row, double[] output) {
    labels.read(model.predict(labels.example(row)).getOutputScores(), output);
    double sum = 0;
    for (double probability : output) {
      sum += probability;
    }
    // Some models work with 32-bit numbers.
    for (int i = 0; i < output.length; i++) {
      output[i] /= sum;
    }
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    content.addTo(fingerprint);
  }
}
