package io.retort.teachers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * Gradient-boosted trees (Friedman, "Greedy function approximation: a gradient boosting machine",
 * Annals of Statistics 29, 2001) by XGBoost (Chen and Guestrin, KDD 2016): each round adds trees
 * that follow the gradient of the loss, a softmax cross-entropy for classes and a squared error for
 * values.
 *
 * @param rounds the number of rounds, with one tree for each class or value in each
 * @param learningRate η: how much of each tree is added
 * @param depth the largest number of splits from the root to a leaf
 * @param minWeight the smallest sum of second derivatives in a leaf
 * @param lambda the L2 penalty on the values of the leaves
 * @param gamma what a split must gain at least
 * @param samples the share of the samples that each tree sees
 * @param features the share of the features that each tree sees
 * @param threads how many threads train; one gives the same trees on every machine
 */
public record GradientBoostingSettings(
    @Doc("The number of rounds, with one tree for each class or value in each.")
        @Default("100")
        @Range(min = 1, max = 100_000)
        int rounds,
    @Doc("How much of each tree is added.")
        @Default("0.3")
        @Range(min = 0, minExclusive = true, max = 1)
        double learningRate,
    @Doc("The largest number of splits from the root to a leaf.") @Default("6") @Range(min = 1)
        int depth,
    @Doc("The smallest sum of second derivatives in a leaf.") @Default("1") @Range(min = 0)
        double minWeight,
    @Doc("The L2 penalty on the values of the leaves.") @Default("1") @Range(min = 0) double lambda,
    @Doc("What a split must gain at least.") @Default("0") @Range(min = 0) double gamma,
    @Doc("The share of the samples that each tree sees.")
        @Default("1")
        @Range(min = 0, minExclusive = true, max = 1)
        double samples,
    @Doc("The share of the features that each tree sees.")
        @Default("1")
        @Range(min = 0, minExclusive = true, max = 1)
        double features,
    @Doc("How many threads train; one gives the same trees on every machine.")
        @Default("1")
        @Range(min = 1, max = 1024)
        int threads) {}
