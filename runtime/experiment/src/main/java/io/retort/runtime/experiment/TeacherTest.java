package io.retort.runtime.experiment;

import io.retort.core.metric.Predictions;
import java.util.List;
import java.util.Map;

/**
 * The teacher on the test samples.
 *
 * @param result its figures
 * @param predictions what it says, by head
 * @param oneAnswers the heads of which it says the same for every sample
 */
record TeacherTest(
    ArmResult result, Map<String, Predictions> predictions, List<OneAnswer> oneAnswers) {}
