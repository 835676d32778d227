package io.retort.teachers.tribuo;

import java.util.Arrays;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.common.libsvm.LibSVMTrainer;

/**
 * The margins of a support vector machine: for each class the mean of its decision values against
 * every other class, so that two classes have f and −f. Tribuo itself only counts who wins.
 *
 * @param model the machine
 * @param labels what it calls inputs and classes
 */
record Margins(LibSVMModel<Label> model, Labels labels) {
  /** The margin of a class that the machine has never seen: it loses by one to every other. */
  private static final double UNSEEN = -1;

  static Margins of(Model<Label> model, Labels labels) {
    return new Margins((LibSVMModel<Label>) model, labels);
  }

  double[] of(float[] row) {
    svm_model machine = model.getInnerModels().get(0);
    svm_node[] inputs =
        LibSVMTrainer.exampleToNodes(labels.question(row), model.getFeatureIDMap(), null);
    int seen = machine.label.length;
    double[] decisions = new double[seen * (seen - 1) / 2];
    svm.svm_predict_values(machine, inputs, decisions);
    double[] margins = new double[labels.names().size()];
    Arrays.fill(margins, UNSEEN);
    int[] classes = new int[seen];
    for (int i = 0; i < seen; i++) {
      String name = model.getOutputIDInfo().getOutput(machine.label[i]).getLabel();
      classes[i] = labels.names().indexOf(name);
      margins[classes[i]] = 0;
    }
    int pair = 0;
    for (int i = 0; i < seen; i++) {
      for (int j = i + 1; j < seen; j++) {
        margins[classes[i]] += decisions[pair] / (seen - 1);
        margins[classes[j]] -= decisions[pair] / (seen - 1);
        pair++;
      }
    }
    return margins;
  }
}
