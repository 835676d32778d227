package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * A regression of Tribuo's.
 *
 * @param model the model
 * @param features what it calls the inputs
 * @param names what it calls the values
 * @param content what its outputs depend on
 */
record ValueModel(
    Model<Regressor> model, FeatureNames features, List<String> names, ModelContent content)
    implements Predictor {

  static ValueModel of(Model<Regressor> model, FeatureNames features, List<String> names) {
    return new ValueModel(model, features, names, ModelContent.of(model));
  }

  static ValueModel fit(Trainer<Regressor> trainer, float[][] rows, double[][] values) {
    List<String> names = IntStream.range(0, values[0].length).mapToObj(i -> "v" + i).toList();
    return fit(trainer, rows, values, names);
  }

  static ValueModel fit(
      Trainer<Regressor> trainer, float[][] rows, double[][] values, List<String> names) {
    FeatureNames features = FeatureNames.numbered(rows[0].length);
    String[] dimensions = names.toArray(String[]::new);
    MutableDataset<Regressor> dataset = features.dataset(new RegressionFactory());
    for (int i = 0; i < rows.length; i++) {
      dataset.add(features.example(new Regressor(dimensions, values[i]), rows[i]));
    }
    return of(trainer.train(dataset), features, names);
  }

  @Override
  public void predict(float[] row, double[] values) {
    predict(new float[][] {row}, new double[][] {values});
  }

  @Override
  public void predict(float[][] rows, double[][] outputs) {
    List<Example<Regressor>> examples =
        Arrays.stream(rows)
            .map(row -> features.example(RegressionFactory.UNKNOWN_REGRESSOR, row))
            .toList();
    List<Prediction<Regressor>> predictions = model.predict(examples);
    for (int i = 0; i < rows.length; i++) {
      Regressor output = predictions.get(i).getOutput();
      for (int j = 0; j < outputs[i].length; j++) {
        outputs[i][j] = output.getDimension(names.get(j)).orElseThrow().getValue();
      }
    }
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    content.addTo(fingerprint);
  }
}
