package io.retort.runtime.experiment.assembly;

import io.retort.core.teacher.TeacherOutput;
import java.util.List;
import java.util.Optional;

/** Says what the run's teacher will offer, before it is made. */
@FunctionalInterface
public interface TeacherPreview {

  /** The outputs, or empty if they are known only once the teacher is made. */
  Optional<List<TeacherOutput>> outputs();
}
