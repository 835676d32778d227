package io.retort.core.training;

import io.retort.core.backend.Activations;
import io.retort.core.data.Samples;
import io.retort.core.strategy.TargetSource;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.Map;

/**
 * What the terms of one step see.
 *
 * @param source the list that the samples are from
 * @param share what is seen of the batch, by indexes in the list
 * @param inputs the inputs of its samples, where the backend computes
 * @param labelled for each of these samples, whether its labels may be used
 * @param teacher the teacher's outputs for the batch, by output
 * @param activations the taps of every learner, by learner
 * @param peers what learners said before any of them made this step, for the terms that look at
 *     peers
 * @param number the step in the training, from 1
 * @param step the step in its stage, from 0
 * @param steps the number of steps of the stage
 */
record StepContext(
    Samples source,
    Replicas.Share share,
    DeviceTensor inputs,
    boolean[] labelled,
    Map<String, Tensor> teacher,
    Map<String, Activations> activations,
    Map<TargetSource.Peer, DeviceTensor> peers,
    long number,
    long step,
    long steps) {

  /** The indexes of the samples in the list. */
  int[] samples() {
    return share.samples();
  }
}
