package io.retort.teachers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Optional;

/**
 * A decision tree (CART: Breiman, Friedman, Olshen and Stone, "Classification and Regression
 * Trees", 1984), one for each head, or for each label of a multi-label head.
 *
 * @param depth the largest number of splits from the root to a leaf, or empty for no limit
 * @param minSplit the smallest number of training samples in a node that is divided further
 * @param impurity the measure of a good split of classes
 * @param smoothing Laplace's pseudo-count α: a leaf that n training samples of C classes reach, n_c
 *     of them of class c, gives (n_c + α) / (n + α·C). With 0 a pure leaf gives 0 and 1
 */
public record DecisionTreeSettings(
    @Doc("The largest number of splits from the root to a leaf; without it there is no limit.")
        @Range(min = 1)
        Optional<Integer> depth,
    @Doc("The smallest number of training samples in a node that is divided further.")
        @Default("5")
        @Range(min = 2)
        int minSplit,
    @Doc("The measure of a good split of classes: gini or entropy. Values use squared" + " error.")
        @Default("gini")
        Impurity impurity,
    @Doc(
            "Laplace smoothing: so many samples of each class are added to every leaf; 0 lets pure"
                + " leaves give 0 and 1.")
        @Default("1")
        @Range(min = 0)
        double smoothing) {

  /** How mixed the classes in a node are. */
  public enum Impurity {
    /** One minus the sum of the squared shares. */
    GINI,
    /** Minus the sum of share times logarithm of share. */
    ENTROPY
  }
}
