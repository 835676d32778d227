package io.retort.runtime.experiment;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one repeat of an experiment has shown.
 *
 * @param teacher the teacher on the test samples
 * @param pairs the students with and without the teacher, by seed
 * @param chosen the distilled student with the best score on validation samples
 */
record Repeat(TeacherTest teacher, List<Comparison.Pair> pairs, ArmResult.Trained chosen) {

  /** The figures of every student, seed by seed. */
  Stream<ArmResult> students() {
    return pairs.stream()
        .flatMap(pair -> Stream.of(pair.alone(), pair.distilled()))
        .map(Examiner.Tested::result);
  }
}
