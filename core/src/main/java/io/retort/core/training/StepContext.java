package io.retort.core.training;

import io.retort.core.backend.Activations;
import io.retort.core.data.Batch;
import io.retort.core.strategy.TargetSource;
import io.retort.core.tensor.Tensor;
import java.util.Map;

/**
 * What the terms of one step see.
 *
 * @param batch the samples
 * @param labelled for each sample of the batch, whether its true answers may be used
 * @param teacher the teacher's answers for the batch, by output
 * @param activations the taps of every learner, by learner
 * @param peers what learners said before any of them made this step, for the terms that look at
 *     peers
 * @param step the step in its stage, from 0
 * @param steps the number of steps of the stage
 */
record StepContext(
    Batch batch,
    boolean[] labelled,
    Map<String, Tensor> teacher,
    Map<String, Activations> activations,
    Map<TargetSource.Peer, Tensor> peers,
    long step,
    long steps) {}
