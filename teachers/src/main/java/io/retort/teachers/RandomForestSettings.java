package io.retort.teachers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Optional;

/**
 * A random forest (Breiman, "Random Forests", Machine Learning 45, 2001): trees on bootstrap
 * samples, each split chosen among a random part of the features. The output is the mean of the
 * distributions (or values) in the leaves of all trees.
 *
 * @param trees the number of trees
 * @param depth the largest number of splits from the root to a leaf, or empty for no limit
 * @param minSplit the smallest number of training samples in a node that is divided further
 * @param features the share of the features that a split is chosen among, or empty for the square
 *     root of their number (a third of them for values)
 */
public record RandomForestSettings(
    @Doc("The number of trees.") @Default("100") @Range(min = 1, max = 100_000) int trees,
    @Doc("The largest number of splits from the root to a leaf; without it there is no limit.")
        @Range(min = 1)
        Optional<Integer> depth,
    @Doc("The smallest number of training samples in a node that is divided further.")
        @Default("2")
        @Range(min = 2)
        int minSplit,
    @Doc(
            "The share of the features that each split is chosen among; without it the square"
                + " root of their number, and a third of them for values.")
        @Range(min = 0, minExclusive = true, max = 1)
        Optional<Double> features) {}
