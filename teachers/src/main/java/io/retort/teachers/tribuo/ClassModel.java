package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/**
 * A model of Tribuo's that gives probabilities itself, or shares of votes.
 *
 * @param model the model
 * @param labels what it calls inputs and classes
 * @param content what its answers depend on
 */
record ClassModel(Model<Label> model, Labels labels, ModelContent content) implements Predictor {

  static ClassModel of(Model<Label> model, Labels labels) {
    return new ClassModel(model, labels, ModelContent.of(model));
  }

  @Override
  public void predict(float[] row, double[] answer) {
    labels.read(model.predict(labels.question(row)).getOutputScores(), answer);
    double sum = 0;
    for (double probability : answer) {
      sum += probability;
    }
    // Some models work with 32-bit numbers.
    for (int i = 0; i < answer.length; i++) {
      answer[i] /= sum;
    }
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    content.addTo(fingerprint);
  }
}
