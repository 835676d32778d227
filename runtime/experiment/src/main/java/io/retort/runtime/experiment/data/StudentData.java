package io.retort.runtime.experiment.data;

import io.retort.core.augmentation.AugmentedSamples;
import io.retort.core.data.IndexSet;
import io.retort.core.data.TrainingData;
import java.util.BitSet;

/**
 * What the students of one seed learn from, with and without the teacher. No sample is in both
 * training and validation.
 *
 * @param data the samples that the student sees
 * @param labelled which of the training samples have labels that it may see
 * @param alone the labelled samples, for the student without a teacher, and the same validation
 *     samples
 * @param members the places of the training samples in {@link DataSplit#pool}
 * @param validated those of the validation samples
 */
public record StudentData(
    TrainingData data, BitSet labelled, TrainingData alone, IndexSet members, IndexSet validated) {

  /**
   * The same in all views, with the same validation samples.
   *
   * @param views those of the list that all samples are from
   */
  public StudentData in(AugmentedSamples views) {
    return new StudentData(
        views.in(data),
        views.part(data.train()).everyView(labelled),
        views.in(alone),
        members,
        validated);
  }
}
