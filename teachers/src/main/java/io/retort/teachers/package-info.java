/**
 * Teachers: {@code network} trains a network on all labels at the start of the run; {@code saved}
 * loads one that an earlier run has saved; {@code recorded} reads outputs that were written down
 * beforehand, by Retort or by any other program; {@code decision-tree}, {@code random-forest},
 * {@code gradient-boosting} and {@code svm} train such a model with Tribuo; {@code tribuo} loads
 * one that was saved by a program that uses Tribuo; {@code xgboost} and {@code lightgbm} load
 * models of these libraries. Several teachers as one: {@code per-head} has a teacher of its own for
 * each head of the data, {@code ensemble} averages several, {@code source-target} has one for the
 * samples of a source task and another for those of a target task; {@code none} is not a teacher at
 * all.
 *
 * <h2>Recorded outputs</h2>
 *
 * <p>A CSV file (RFC 4180, UTF-8, commas) whose first line names the columns:
 *
 * <ul>
 *   <li>{@code sample} (may be missing): the place of the row's sample in the data set, counted
 *       from 0 in the order of its training list before any split. Each sample has one row. Without
 *       this column, row {@code i} below the header is sample {@code i};
 *   <li>one column for each output of each head: {@code KIND:NAME}, or {@code KIND:HEAD:NAME},
 *       which is needed where the data has several heads. NAME is the class, label or value as the
 *       data set calls it; KIND is {@code logit}, {@code probability} or {@code log-probability}
 *       (at temperature 1) for classes and labels, and {@code value} for regression;
 *   <li>others are ignored, so that the same file may hold the inputs too.
 * </ul>
 *
 * <p>All numbers are finite, but for a {@code log-probability} of {@code -inf}. Probabilities of
 * classes miss the sum 1 by at most 0.01, and are divided by it.
 */
package io.retort.teachers;
