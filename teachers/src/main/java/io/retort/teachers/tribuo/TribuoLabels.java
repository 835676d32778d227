package io.retort.teachers.tribuo;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

/**
 * Classes as Tribuo knows them.
 *
 * @param features the inputs
 * @param names the name of each class
 */
record TribuoLabels(FeatureNames features, List<String> names) {

  TribuoLabels {
    names = List.copyOf(names);
  }

  /** Classes that are called by their numbers. */
  static TribuoLabels numbered(int inputs, int classes) {
    return new TribuoLabels(
        FeatureNames.numbered(inputs),
        IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  Dataset<Label> dataset(float[][] rows, int[] labels) {
    MutableDataset<Label> dataset = features.dataset(new LabelFactory());
    for (int i = 0; i < rows.length; i++) {
      dataset.add(features.example(new Label(names.get(labels[i])), rows[i]));
    }
    return dataset;
  }

  Example<Label> example(float[] row) {
    return features.example(LabelFactory.UNKNOWN_LABEL, row);
  }

  /** The scores in the order of the classes; a class that the model does not know has none. */
  void read(Map<String, Label> scores, double[] output) {
    for (int i = 0; i < output.length; i++) {
      Label label = scores.get(names.get(i));
      output[i] = label == null ? 0 : label.getScore();
    }
  }
}
