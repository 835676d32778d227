package io.retort.teachers.tribuo;

import io.retort.teachers.RandomForestSettings;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** A random forest. */
record ForestFitting(RandomForestSettings settings) implements ModelFitting {
  private static final float ANY_GAIN = 0;

  @Override
  public Predictor classes(float[][] rows, int[] labels, int classes, long seed) {
    TribuoLabels names = TribuoLabels.numbered(rows[0].length, classes);
    CARTClassificationTrainer trees =
        new CARTClassificationTrainer(
            settings.depth().orElse(Integer.MAX_VALUE),
            settings.minSplit(),
            ANY_GAIN,
            share(rows[0].length, Math.sqrt(rows[0].length)),
            false,
            new GiniIndex(),
            seed);
    RandomForestTrainer<org.tribuo.classification.Label> trainer =
        new RandomForestTrainer<>(trees, new FullyWeightedVotingCombiner(), settings.trees(), seed);
    return ClassModel.of(trainer.train(names.dataset(rows, labels)), names);
  }

  @Override
  public Predictor values(float[][] rows, double[][] values, long seed) {
    CARTJointRegressionTrainer trees =
        new CARTJointRegressionTrainer(
            settings.depth().orElse(Integer.MAX_VALUE),
            settings.minSplit(),
            ANY_GAIN,
            share(rows[0].length, rows[0].length / 3.0),
            false,
            new MeanSquaredError(),
            false,
            seed);
    return ValueModel.fit(
        new RandomForestTrainer<>(trees, new AveragingCombiner(), settings.trees(), seed),
        rows,
        values);
  }

  /** The share of the features for a split; a forest in Tribuo needs less than all. */
  private float share(int features, double usual) {
    double share = settings.features().orElse(Math.max(1, usual) / features);
    return (float) Math.min(share, ALMOST_ALL);
  }

  private static final float ALMOST_ALL = 0.9999f;
}
