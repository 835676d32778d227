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
 * The decisions of a support vector machine between every two classes. Tribuo itself only counts
 * who wins.
 *
 * @param model the machine
 * @param labels what it calls inputs and classes
 */
record SvmDecisions(LibSVMModel<Label> model, TribuoLabels labels) {
  /** For a class against one that the machine has never seen: a full margin. */
  private static final double AGAINST_UNSEEN = 1;

  static SvmDecisions of(Model<Label> model, TribuoLabels labels) {
    return new SvmDecisions((LibSVMModel<Label>) model, labels);
  }

  /** The decisions on a sample, in the order of {@link ClassPairs}. */
  double[] on(float[] row) {
    svm_model machine = model.getInnerModels().get(0);
    svm_node[] inputs =
        LibSVMTrainer.exampleToNodes(labels.example(row), model.getFeatureIDMap(), null);
    int seen = machine.label.length;
    double[] own = new double[ClassPairs.count(seen)];
    svm.svm_predict_values(machine, inputs, own);
    int all = labels.names().size();
    // The machine's number of each class, or −1.
    int[] numbers = new int[all];
    Arrays.fill(numbers, -1);
    for (int i = 0; i < seen; i++) {
      String name = model.getOutputIDInfo().getOutput(machine.label[i]).getLabel();
      numbers[labels.names().indexOf(name)] = i;
    }
    double[] decisions = new double[ClassPairs.count(all)];
    for (int i = 0; i < all; i++) {
      for (int j = i + 1; j < all; j++) {
        decisions[ClassPairs.index(i, j, all)] = decision(numbers[i], numbers[j], seen, own);
      }
    }
    return decisions;
  }

  private static double decision(int i, int j, int seen, double[] own) {
    if (i < 0 || j < 0) {
      return AGAINST_UNSEEN * (Integer.signum(i + 1) - Integer.signum(j + 1));
    }
    return i < j ? own[ClassPairs.index(i, j, seen)] : -own[ClassPairs.index(j, i, seen)];
  }
}
