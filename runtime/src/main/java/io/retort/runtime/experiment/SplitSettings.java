package io.retort.runtime.experiment;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Optional;

/**
 * What the samples of a data set are used for. Parts are drawn at random, with the classes in equal
 * shares where there are classes, and with source and target in equal shares where data is made of
 * both.
 *
 * @param test the share of the test part, for data sets that come without one
 * @param validation the share of the training samples by which choices are made
 * @param samples how many training samples the student sees
 * @param labelled of how many of these the student sees the true answers
 * @param seed decides the parts
 */
public record SplitSettings(
    @Doc("The share of the samples kept for the test, for data sets without a test part.")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double test,
    @Doc("The share of the training samples kept for validation.")
        @Default("0.1")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double validation,
    @Doc("How many training samples the student sees; all if not given. The teacher sees all.")
        @Range(min = 1)
        Optional<Integer> samples,
    @Doc(
            "Of how many samples the student sees the true answers; all if not given. From the others"
                + " it learns through the teacher alone.")
        @Range(min = 1)
        Optional<Integer> labelled,
    @Doc("Decides which samples go where.") @Default("0") long seed) {}
