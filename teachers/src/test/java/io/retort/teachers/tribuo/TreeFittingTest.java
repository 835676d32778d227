package io.retort.teachers.tribuo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.retort.core.Fingerprint;
import io.retort.teachers.DecisionTreeSettings;
import io.retort.teachers.RandomForestSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeFittingTest {
  /** Four samples of class 0 at 0, and two of class 1 at 1. Class 2 does not occur. */
  private static final float[][] ROWS = {{0}, {0}, {0}, {0}, {1}, {1}};

  private static final int[] LABELS = {0, 0, 0, 0, 1, 1};

  @Test
  void unsmoothedPureLeavesAreCertain() {
    Predictor tree = tree(0, 2).classes(ROWS, LABELS, 3, 1);
    assertArrayEquals(new double[] {1, 0, 0}, predict(tree, 0), 1e-12);
    assertArrayEquals(new double[] {0, 1, 0}, predict(tree, 1), 1e-12);
  }

  @Test
  void smoothingAddsSamplesOfEveryClassToEveryLeaf() {
    // (4 + 1) / (4 + 3), 1/7, 1/7 on the left; 1/5, (2 + 1) / (2 + 3), 1/5 on the right.
    Predictor tree = tree(1, 6).classes(ROWS, LABELS, 3, 1);
    assertArrayEquals(new double[] {5 / 7.0, 1 / 7.0, 1 / 7.0}, predict(tree, 0), 1e-12);
    assertArrayEquals(new double[] {1 / 5.0, 3 / 5.0, 1 / 5.0}, predict(tree, 1), 1e-12);
  }

  @Test
  void aTreeThatMayNotSplitPredictsTheSharesOfTheClasses() {
    Predictor tree = tree(0, 7).classes(ROWS, LABELS, 3, 1);
    assertArrayEquals(new double[] {4 / 6.0, 2 / 6.0, 0}, predict(tree, 1), 1e-12);
  }

  @Test
  void aLeafOfValuesPredictsTheirMean() {
    double[][] values = {{1, 0}, {2, 0}, {3, 0}, {4, 0}, {10, 7}, {12, 9}};
    Predictor tree = tree(0, 5).values(ROWS, values, 1);
    double[] output = new double[2];
    tree.predict(new float[] {1}, output);
    assertArrayEquals(new double[] {11, 8}, output, 1e-5);
    tree.predict(new float[] {0}, output);
    assertArrayEquals(new double[] {2.5, 0}, output, 1e-5);
  }

  @Test
  void smoothingIsPartOfTheFingerprint() {
    assertEquals(fingerprint(1), fingerprint(1));
    assertNotEquals(fingerprint(1), fingerprint(2));
  }

  @Test
  void forestPredictsTheMeanOfItsTrees() {
    // Every tree of one leaf predicts the shares of the classes in its bootstrap sample; those of
    // many trees have the mean of the shares themselves.
    RandomForestSettings stumps =
        new RandomForestSettings(400, Optional.empty(), 7, Optional.of(1.0));
    Predictor forest = new ForestFitting(stumps).classes(ROWS, LABELS, 3, 1);
    assertArrayEquals(new double[] {4 / 6.0, 2 / 6.0, 0}, predict(forest, 0), 0.03);
  }

  private static TreeFitting tree(double smoothing, int minSplit) {
    return new TreeFitting(
        new DecisionTreeSettings(
            Optional.empty(), minSplit, DecisionTreeSettings.Impurity.GINI, smoothing));
  }

  private static String fingerprint(double smoothing) {
    Fingerprint fingerprint = new Fingerprint();
    tree(smoothing, 2).classes(ROWS, LABELS, 3, 1).addTo(fingerprint);
    return fingerprint.text();
  }

  private static double[] predict(Predictor predictor, float input) {
    double[] output = new double[3];
    predictor.predict(new float[] {input}, output);
    return output;
  }
}
