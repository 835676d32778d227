package io.retort.runtime.experiment.evaluation;

import io.retort.core.metric.Predictions;
import io.retort.runtime.experiment.result.ArmResult;
import java.util.List;
import java.util.Map;

/**
 * The teacher on the test samples.
 *
 * @param result its figures
 * @param predictions what it says, by head
 * @param constantOutputs the heads of which it says the same for every sample
 */
public record TeacherEvaluation(
    ArmResult result, Map<String, Predictions> predictions, List<ConstantOutput> constantOutputs) {}
