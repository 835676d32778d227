package io.retort.teachers.tribuo.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import libsvm.svm;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.xgboost.XGBoostTrainer.BoosterType;
import org.tribuo.common.xgboost.XGBoostTrainer.LoggingVerbosity;
import org.tribuo.common.xgboost.XGBoostTrainer.TreeMethod;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.libsvm.LibSVMRegressionTrainer;
import org.tribuo.regression.libsvm.SVMRegressionType;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;

/** A model of every kind that can be read, trained on points in the plane. */
final class TribuoModels {
  private static final int POINTS = 60;
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

  private TribuoModels() {}

  static Map<String, Model<?>> all() {
    Map<String, Model<?>> models = new LinkedHashMap<>(classifiers());
    models.putAll(regressions());
    return models;
  }

  static Map<String, Model<Label>> classifiers() {
    quiet();
    Dataset<Label> points = points(new LabelFactory(), TribuoModels::label);
    Map<String, Model<Label>> models = new LinkedHashMap<>();
    models.put("tree", new CARTClassificationTrainer(4).train(points));
    models.put(
        "forest",
        new RandomForestTrainer<>(
                new CARTClassificationTrainer(3, 0.7f, 1), new VotingCombiner(), 4, 1)
            .train(points));
    models.put(
        "forest of forests",
        new BaggingTrainer<>(
                new RandomForestTrainer<>(
                    new CARTClassificationTrainer(3, 0.7f, 1), new VotingCombiner(), 2, 1),
                new VotingCombiner(),
                2,
                1)
            .train(points));
    models.put("adaboost", new AdaBoostTrainer(new CARTClassificationTrainer(2), 3).train(points));
    models.put("machine", machine(false, KernelType.RBF).train(points));
    models.put("machine with probabilities", machine(true, KernelType.LINEAR).train(points));
    for (BoosterType type : BoosterType.values()) {
      models.put("boosted " + type, boosted(type).train(points));
    }
    models.put(
        "bagged boosters",
        new BaggingTrainer<>(boosted(BoosterType.GBTREE), new VotingCombiner(), 2, 1)
            .train(points));
    return models;
  }

  static Map<String, Model<Regressor>> regressions() {
    quiet();
    Dataset<Regressor> points = points(new RegressionFactory(), TribuoModels::values);
    Map<String, Model<Regressor>> models = new LinkedHashMap<>();
    models.put("joint tree of values", new CARTJointRegressionTrainer(4).train(points));
    models.put("trees of values", new CARTRegressionTrainer(4).train(points));
    models.put(
        "forest of values",
        new RandomForestTrainer<>(
                new CARTJointRegressionTrainer(3, 1, 0, 0.7f, new MeanSquaredError(), true, 1),
                new AveragingCombiner(),
                3,
                1)
            .train(points));
    for (boolean standardized : new boolean[] {false, true}) {
      models.put(
          "machines of values, standardized " + standardized,
          new LibSVMRegressionTrainer(
                  new SVMParameters<>(
                      new SVMRegressionType(SVMRegressionType.SVMMode.EPSILON_SVR), KernelType.RBF),
                  standardized)
              .train(points));
    }
    for (XGBoostRegressionTrainer.RegressionType type :
        XGBoostRegressionTrainer.RegressionType.values()) {
      models.put("boosted " + type, new XGBoostRegressionTrainer(type, 3).train(points));
    }
    return models;
  }

  private static Trainer<Label> boosted(BoosterType type) {
    return new XGBoostClassificationTrainer(
        type, TreeMethod.EXACT, 4, 0.3, 0.1, 3, 1, 1, 1, 1, 0, 1, LoggingVerbosity.SILENT, 1);
  }

  private static Trainer<Label> machine(boolean probabilities, KernelType kernel) {
    SVMParameters<Label> parameters =
        new SVMParameters<>(new SVMClassificationType(SVMClassificationType.SVMMode.C_SVC), kernel);
    parameters.setGamma(0.5);
    if (probabilities) {
      parameters.setProbability();
    }
    return new LibSVMClassificationTrainer(parameters);
  }

  private static void quiet() {
    TRIBUO.setLevel(Level.WARNING);
    svm.svm_set_print_string_function(text -> {});
  }

  /** The points, whose second feature is now and then zero and so left out by Tribuo. */
  static List<double[]> rows() {
    SplittableRandom random = new SplittableRandom(3);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      double second = i % 7 == 0 ? 0 : random.nextDouble(-1, 1);
      rows.add(new double[] {random.nextDouble(-1, 1), second, random.nextInt(3)});
    }
    return rows;
  }

  static <T extends Output<T>> Example<T> example(T output, double[] row) {
    return example(output, List.of("00", "01", "02"), row);
  }

  static <T extends Output<T>> Example<T> example(T output, List<String> names, double[] row) {
    return new ArrayExample<>(
        output, names.toArray(String[]::new), Arrays.copyOf(row, names.size()));
  }

  private static <T extends Output<T>> Dataset<T> points(
      OutputFactory<T> factory, Function<double[], T> output) {
    MutableDataset<T> points =
        new MutableDataset<>(new SimpleDataSourceProvenance("points", factory), factory);
    for (double[] row : rows()) {
      points.add(example(output.apply(row), row));
    }
    return points;
  }

  private static Label label(double[] row) {
    return new Label(row[0] > row[1] ? "right" : row[2] > 0.5 ? "left" : "middle");
  }

  private static Regressor values(double[] row) {
    return new Regressor(
        new String[] {"sum", "first"}, new double[] {2 + row[0] + row[1], 2 + row[0]});
  }
}
