package io.retort.teachers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Optional;

/**
 * A support vector machine (Cortes and Vapnik, "Support-Vector Networks", Machine Learning 20,
 * 1995) by LIBSVM: one against one for several classes, ε-regression for values. Its margins become
 * probabilities by a calibration that is fitted to margins of samples that the machine behind them
 * was not trained on: the training part is divided into folds, and each fold is judged by a machine
 * trained on the others.
 *
 * @param kernel the kernel
 * @param cost C: what a sample on the wrong side of its margin costs
 * @param gamma γ of the kernels, or empty for 1 / (features · variance of all inputs)
 * @param degree of the polynomial
 * @param standardize whether each feature is brought to mean 0 and variance 1 first
 * @param calibration how margins become probabilities
 * @param folds the number of folds
 * @param tube ε: errors of values up to so many standard deviations cost nothing
 */
public record SvmSettings(
    @Doc("The kernel: linear, polynomial or rbf.") @Default("rbf") Kernel kernel,
    @Doc("What a sample on the wrong side of its margin costs.")
        @Default("1")
        @Range(min = 0, minExclusive = true)
        double cost,
    @Doc("The kernels' gamma; without it 1 / (features x variance of the inputs).")
        @Range(min = 0, minExclusive = true)
        Optional<Double> gamma,
    @Doc("The degree of the polynomial kernel.") @Default("3") @Range(min = 1) int degree,
    @Doc("Whether each feature is brought to mean 0 and variance 1 first.") @Default("true")
        boolean standardize,
    @Doc("How margins become probabilities: platt or temperature.") @Default("platt")
        Calibration calibration,
    @Doc("The folds of the training samples that the calibration is fitted with.")
        @Default("5")
        @Range(min = 2)
        int folds,
    @Doc("For values: errors up to so many standard deviations cost nothing.")
        @Default("0.1")
        @Range(min = 0)
        double tube) {

  /** How alike two inputs x and z are. */
  public enum Kernel {
    /** The inner product x·z. */
    LINEAR,
    /** (γ x·z + 1)^degree. */
    POLYNOMIAL,
    /** exp(−γ‖x − z‖²). */
    RBF
  }

  /** How margins become probabilities. */
  public enum Calibration {
    /**
     * A sigmoid of the decision between every two classes (Platt, "Probabilistic Outputs for
     * Support Vector Machines", 1999), coupled to probabilities of all (Wu, Lin and Weng, JMLR 5,
     * 2004).
     */
    PLATT,
    /**
     * Softmax of each class's mean decision against the others, divided by one temperature (Guo et
     * al., "On Calibration of Modern Neural Networks", ICML 2017).
     */
    TEMPERATURE
  }
}
