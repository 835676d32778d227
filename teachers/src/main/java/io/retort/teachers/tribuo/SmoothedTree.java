package io.retort.teachers.tribuo;

import io.retort.core.Fingerprint;
import java.util.IdentityHashMap;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.math.la.SparseVector;

/**
 * A classification tree whose leaves give {@code (n_c + α) / (n + α·C)}, where {@code n_c} of the
 * {@code n} training samples that reach the leaf are of class {@code c} of {@code C}.
 *
 * @param tree the tree
 * @param labels what it calls inputs and classes
 * @param counts the training samples of each class in each leaf
 * @param smoothing α
 * @param content what its outputs depend on
 */
record SmoothedTree(
    TreeModel<Label> tree,
    TribuoLabels labels,
    IdentityHashMap<Node<Label>, int[]> counts,
    double smoothing,
    ModelContent content)
    implements Predictor {

  static SmoothedTree of(
      TreeModel<Label> tree, TribuoLabels labels, float[][] rows, int[] classes, double smoothing) {
    // By identity, because leaves of the same content are equal.
    IdentityHashMap<Node<Label>, int[]> counts = new IdentityHashMap<>();
    SmoothedTree smoothed =
        new SmoothedTree(tree, labels, counts, smoothing, ModelContent.of(tree));
    for (int i = 0; i < rows.length; i++) {
      counts
          .computeIfAbsent(smoothed.leaf(rows[i]), leaf -> new int[labels.names().size()])[
          classes[i]]++;
    }
    return smoothed;
  }

  private Node<Label> leaf(float[] row) {
    SparseVector inputs =
        SparseVector.createSparseVector(labels.example(row), tree.getFeatureIDMap(), false);
    Node<Label> node = tree.getRoot();
    while (!node.isLeaf()) {
      node = node.getNextNode(inputs);
    }
    return node;
  }

  @Override
  public void predict(float[] row, double[] output) {
    int[] leaf = counts.get(leaf(row));
    double sum = 0;
    for (int i = 0; i < output.length; i++) {
      output[i] = leaf[i] + smoothing;
      sum += output[i];
    }
    for (int i = 0; i < output.length; i++) {
      output[i] /= sum;
    }
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    // The counts follow from the tree and its distributions, but for the number of samples.
    content.addTo(fingerprint);
    fingerprint.add("smoothing " + smoothing);
  }
}
