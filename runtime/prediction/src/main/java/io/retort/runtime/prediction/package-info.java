/**
 * Predictions for files: a {@code RawSamples} reads rows or images one after the other, the student
 * prepares and predicts them in batches, and a {@code PredictionFile} takes the predictions.
 */
package io.retort.runtime.prediction;
