package io.retort.runtime.experiment.settings;

import io.retort.core.metric.Metric;
import io.retort.core.plugin.Doc;
import java.util.Optional;

/**
 * What decides between models: which epoch is kept, which candidate of a sweep and which student is
 * the best, and whether distillation helped.
 *
 * @param metric the metric
 * @param head the head that is measured
 */
public record SelectBy(
    @Doc(
            "The metric that decides, of one figure; by default accuracy of classes, micro-F1 of"
                + " labels, the root mean squared error of values, and the recall of an embedding's"
                + " 10 nearest neighbours.")
        Optional<Metric> metric,
    @Doc("The head that it measures, by name; the first one by default.") Optional<String> head) {}
