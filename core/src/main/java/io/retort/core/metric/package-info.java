/**
 * Metrics: how well models do, and which of them is the best.
 *
 * <p>The pieces: a {@link io.retort.core.metric.Metric} gives a figure of one head; it is a {@link
 * io.retort.core.metric.ClassMetric}, a {@link io.retort.core.metric.LabelMetric}, a {@link
 * io.retort.core.metric.ValueMetric}, an {@link io.retort.core.metric.EmbeddingMetric} or several
 * of them, according to what the head predicts. It looks at {@link
 * io.retort.core.metric.LabelledPredictions}, predictions beside labels, and returns a {@link
 * io.retort.core.metric.Measurement}. A {@link io.retort.core.metric.MetricProvider} makes it from
 * a configuration, and a {@link io.retort.core.metric.MetricSet} has all those of a run, with the
 * one that selects.
 *
 * <p>To create your own: implement the interface of the task, with the mean over samples as {@code
 * Measurement.mean} and anything else as {@code Measurement.of}; say in words where there is no
 * figure ({@code Measurement.undefined}) rather than give 0 or a number that is none; write the
 * provider (see {@code io.retort.core.plugin}) and prove it with the testkit's metric contract.
 */
package io.retort.core.metric;
