package io.retort.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.Optional;

/**
 * What a labelling keeps of a teacher's outputs.
 *
 * @param prefix what the names of columns begin with
 * @param top how many classes are kept; 0 for the outputs of all
 * @param threshold the confidence below which a row is left out; negative for none
 * @param batch rows that the teacher evaluates at once
 */
record LabelSettings(String prefix, int top, double threshold, int batch) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  static LabelSettings of(LabelJob job) {
    return new LabelSettings(
        job.prefix(), job.top().orElse(0), job.threshold().orElse(-1.0), job.batch());
  }

  TeacherColumns columns(LoadedTeacher teacher) {
    return new TeacherColumns(
        teacher.outputs(),
        prefix,
        top > 0 ? Optional.of(top) : Optional.empty(),
        threshold >= 0 ? Optional.of(threshold) : Optional.empty());
  }
}
