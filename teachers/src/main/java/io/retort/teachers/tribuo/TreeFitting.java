package io.retort.teachers.tribuo;

import io.retort.teachers.DecisionTreeSettings;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.Entropy;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** One tree. */
record TreeFitting(DecisionTreeSettings settings) implements ModelFitting {
  private static final float ALL_FEATURES = 1;
  private static final float ANY_GAIN = 0;

  @Override
  public Predictor classes(float[][] rows, int[] labels, int classes, long seed) {
    TribuoLabels names = TribuoLabels.numbered(rows[0].length, classes);
    CARTClassificationTrainer trainer =
        new CARTClassificationTrainer(
            settings.depth().orElse(Integer.MAX_VALUE),
            settings.minSplit(),
            ANY_GAIN,
            ALL_FEATURES,
            false,
            settings.impurity() == DecisionTreeSettings.Impurity.GINI
                ? new GiniIndex()
                : new Entropy(),
            seed);
    TreeModel<Label> tree = trainer.train(names.dataset(rows, labels));
    return SmoothedTree.of(tree, names, rows, labels, settings.smoothing());
  }

  @Override
  public Predictor values(float[][] rows, double[][] values, long seed) {
    return ValueModel.fit(
        new CARTJointRegressionTrainer(
            settings.depth().orElse(Integer.MAX_VALUE),
            settings.minSplit(),
            ANY_GAIN,
            ALL_FEATURES,
            false,
            new MeanSquaredError(),
            false,
            seed),
        rows,
        values);
  }
}
