package io.retort.teachers;

import io.retort.core.loss.Loss;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * A linear model for each head, trained at the start of the run: logistic regression for classes
 * and labels, linear regression for values.
 *
 * @param epochs passes over the training samples
 * @param batch samples in a batch
 * @param optimizer the optimizer
 * @param loss the loss against labels
 * @param l2 factor of half the sum of squared weights
 */
public record LinearTeacherSettings(
    @Doc("Passes over the training samples.") @Default("50") @Range(min = 1) int epochs,
    @Doc("Samples in a batch.") @Default("128") @Range(min = 1) int batch,
    @Doc("The optimizer.") @DefaultPlugins Optimizer optimizer,
    @Doc("The loss against labels; by default the usual one of each head's task.") @DefaultPlugins
        Loss loss,
    @Doc("Factor of half the sum of squared weights, added to the loss.")
        @Default("0")
        @Range(min = 0)
        double l2) {}
