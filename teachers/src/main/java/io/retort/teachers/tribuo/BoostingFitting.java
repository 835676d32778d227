package io.retort.teachers.tribuo;

import io.retort.teachers.GradientBoostingSettings;
import io.retort.teachers.tribuo.natives.XGBoostLibrary;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.xgboost.XGBoostTrainer.BoosterType;
import org.tribuo.common.xgboost.XGBoostTrainer.LoggingVerbosity;
import org.tribuo.common.xgboost.XGBoostTrainer.TreeMethod;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/** Gradient-boosted trees. */
record BoostingFitting(GradientBoostingSettings settings) implements ModelFitting {
  private static final double NO_L1 = 0;

  @Override
  public Predictor classes(float[][] rows, int[] labels, int classes, long seed) {
    XGBoostLibrary.load();
    TribuoLabels names = TribuoLabels.numbered(rows[0].length, classes);
    XGBoostClassificationTrainer trainer =
        new XGBoostClassificationTrainer(
            BoosterType.GBTREE,
            TreeMethod.EXACT,
            settings.rounds(),
            settings.learningRate(),
            settings.gamma(),
            settings.depth(),
            settings.minWeight(),
            settings.samples(),
            settings.features(),
            settings.lambda(),
            NO_L1,
            settings.threads(),
            LoggingVerbosity.SILENT,
            seed);
    return ClassModel.of(trainer.train(names.dataset(rows, labels)), names);
  }

  @Override
  public Predictor values(float[][] rows, double[][] values, long seed) {
    XGBoostLibrary.load();
    return ValueModel.fit(
        new XGBoostRegressionTrainer(
            BoosterType.GBTREE,
            TreeMethod.EXACT,
            RegressionType.LINEAR,
            settings.rounds(),
            settings.learningRate(),
            settings.gamma(),
            settings.depth(),
            settings.minWeight(),
            settings.samples(),
            settings.features(),
            settings.lambda(),
            NO_L1,
            settings.threads(),
            LoggingVerbosity.SILENT,
            seed),
        rows,
        values);
  }
}
