package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * A model of Tribuo's that gives probabilities itself, or shares of votes.
 *
 * @param model the model
 * @param labels what it calls inputs and classes
 * @param content what its outputs depend on
 */
record ClassModel(Model<Label> model, TribuoLabels labels, ModelContent content)
    implements Predictor {

  static ClassModel of(Model<Label> model, TribuoLabels labels) {
    return new ClassModel(model, labels, ModelContent.of(model));
  }

  @Override
  public void predict(float[] row, double[] output) {
    predict(new float[][] {row}, new double[][] {output});
  }

  @Override
  public void predict(float[][] rows, double[][] outputs) {
    List<Example<Label>> examples = Arrays.stream(rows).map(labels::example).toList();
    List<Prediction<Label>> predictions = model.predict(examples);
    for (int i = 0; i < rows.length; i++) {
      labels.read(predictions.get(i).getOutputScores(), outputs[i]);
      double sum = Arrays.stream(outputs[i]).sum();
      // Some models work with 32-bit numbers.
      for (int j = 0; j < outputs[i].length; j++) {
        outputs[i][j] /= sum;
      }
    }
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    content.addTo(fingerprint);
  }
}
