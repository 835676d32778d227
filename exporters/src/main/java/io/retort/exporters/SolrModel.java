package io.retort.exporters;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import java.util.Optional;

/**
 * The configuration of the exporter {@code solr-ltr}.
 *
 * @param name the model's name
 * @param store the feature store that has its features
 * @param head the head that gives the score
 * @param output the class, label or value of this head that is the score
 */
public record SolrModel(
    @Doc("The name of the model in Solr.") @Default("student") String name,
    @Doc("The feature store with the model's features; by default that of Solr.")
        Optional<String> store,
    @Doc("The head that gives the score; needed where the student has several.")
        Optional<String> head,
    @Doc(
            "The class, label or value that is the score: the probability of one of two classes, by"
                + " default the second, or that of a label, or a value; needed where there are"
                + " several labels or values.")
        Optional<String> output) {}
