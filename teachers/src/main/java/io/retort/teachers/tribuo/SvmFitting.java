package io.retort.teachers.tribuo;

import io.retort.teachers.SvmSettings;
import java.util.Arrays;
import libsvm.svm;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.common.libsvm.SVMType;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.libsvm.LibSVMRegressionTrainer;
import org.tribuo.regression.libsvm.SVMRegressionType;

/** A support vector machine, with its calibration where it has classes. */
record SvmFitting(SvmSettings settings) implements ModelFitting {

  @Override
  public Predictor classes(float[][] rows, int[] labels, int classes, long seed) {
    Scaling scaling = scaling(rows);
    float[][] scaled = scaling.apply(rows);
    double[][] decisions = heldOutDecisions(scaled, labels, classes, seed);
    SvmCalibration calibration =
        settings.calibration() == SvmSettings.Calibration.PLATT
            ? PlattScaling.fit(decisions, labels, classes)
            : TemperatureScaling.fit(decisions, labels, classes);
    return new ScaledPredictor(
        scaling, new CalibratedMachine(machine(scaled, labels, classes, seed), calibration));
  }

  /** The decisions on every sample, by a machine that was trained without the sample's fold. */
  private double[][] heldOutDecisions(float[][] rows, int[] labels, int classes, long seed) {
    StratifiedFolds folds = StratifiedFolds.draw(labels, classes, settings.folds(), seed);
    double[][] decisions = new double[rows.length][];
    for (int fold = 0; fold < settings.folds(); fold++) {
      int[] known = folds.outside(fold);
      int[] knownLabels = Arrays.stream(known).map(i -> labels[i]).toArray();
      if (Arrays.stream(knownLabels).distinct().count() < 2) {
        // Nothing can be learned from one class: the other has a single sample, which is held out.
        for (int sample : folds.inside(fold)) {
          decisions[sample] = new double[ClassPairs.count(classes)];
        }
        continue;
      }
      float[][] knownRows = Arrays.stream(known).mapToObj(i -> rows[i]).toArray(float[][]::new);
      SvmDecisions machine = machine(knownRows, knownLabels, classes, seed);
      for (int sample : folds.inside(fold)) {
        decisions[sample] = machine.on(rows[sample]);
      }
    }
    return decisions;
  }

  private SvmDecisions machine(float[][] rows, int[] labels, int classes, long seed) {
    TribuoLabels names = TribuoLabels.numbered(rows[0].length, classes);
    SVMParameters<Label> parameters =
        parameters(new SVMClassificationType(SVMClassificationType.SVMMode.C_SVC), rows);
    return SvmDecisions.of(
        new LibSVMClassificationTrainer(parameters, seed).train(names.dataset(rows, labels)),
        names);
  }

  @Override
  public Predictor values(float[][] rows, double[][] values, long seed) {
    Scaling scaling = scaling(rows);
    float[][] scaled = scaling.apply(rows);
    SVMParameters<Regressor> parameters =
        parameters(new SVMRegressionType(SVMRegressionType.SVMMode.EPSILON_SVR), scaled);
    parameters.setEpsilon(settings.tube());
    ValueModel machine =
        ValueModel.fit(new LibSVMRegressionTrainer(parameters, true, seed), scaled, values);
    return new ScaledPredictor(scaling, machine);
  }

  private Scaling scaling(float[][] rows) {
    return settings.standardize() ? Scaling.standard(rows) : Scaling.none(rows[0].length);
  }

  private <T extends Output<T>> SVMParameters<T> parameters(SVMType<T> type, float[][] rows) {
    // LIBSVM writes to standard output unless it is told, for the whole process, not to.
    svm.svm_set_print_string_function(text -> {});
    SVMParameters<T> parameters =
        new SVMParameters<>(
            type,
            switch (settings.kernel()) {
              case LINEAR -> KernelType.LINEAR;
              case POLYNOMIAL -> KernelType.POLY;
              case RBF -> KernelType.RBF;
            });
    // Tribuo's own setter warns that a regression has no cost, which it has.
    parameters.getParameters().C = settings.cost();
    parameters.setGamma(settings.gamma().orElseGet(() -> 1 / (rows[0].length * variance(rows))));
    parameters.setDegree(settings.degree());
    parameters.setCoeff(1);
    return parameters;
  }

  /** Of all inputs together; 1 if they are all the same. */
  private static double variance(float[][] rows) {
    double count = (double) rows.length * rows[0].length;
    double mean = 0;
    double square = 0;
    for (float[] row : rows) {
      for (float value : row) {
        mean += value / count;
        square += (double) value * value / count;
      }
    }
    double variance = square - mean * mean;
    return variance > 0 ? variance : 1;
  }
}
