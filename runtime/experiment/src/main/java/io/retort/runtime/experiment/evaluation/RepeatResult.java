package io.retort.runtime.experiment.evaluation;

import io.retort.runtime.experiment.result.ArmResult;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one repeat of an experiment has shown.
 *
 * @param teacher the teacher on the test samples
 * @param pairs the students with and without the teacher, by seed
 * @param chosen the distilled student with the best score on validation samples
 */
public record RepeatResult(
    TeacherEvaluation teacher, List<ArmComparison.Pair> pairs, TrainedStudent chosen) {

  /** The figures of every student, seed by seed. */
  public Stream<ArmResult> students() {
    return pairs.stream()
        .flatMap(pair -> Stream.of(pair.alone(), pair.distilled()))
        .map(ModelEvaluator.TestedStudent::result);
  }
}
