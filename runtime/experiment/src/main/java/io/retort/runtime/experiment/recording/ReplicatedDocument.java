package io.retort.runtime.experiment.recording;

import java.util.Map;

/**
 * What {@code result.json} says of a student that several replicas have trained.
 *
 * @param name that of the experiment
 * @param arm {@code distilled} or {@code alone}
 * @param average what was averaged: {@code gradients} or {@code weights}
 * @param every after how many steps
 * @param validation by head, figures on the validation samples
 * @param test by head, figures on the test samples
 * @param files the hashes of all files
 */
public record ReplicatedDocument(
    String name,
    String arm,
    long seed,
    int replicas,
    String average,
    int every,
    long steps,
    int epoch,
    double seconds,
    long parameters,
    Map<String, Map<String, Object>> validation,
    Map<String, Map<String, Object>> test,
    Map<String, String> environment,
    Map<String, String> files) {}
