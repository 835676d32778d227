package io.retort.runtime.experiment.timing;

import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A teacher whose forward passes are timed. It does not own the teacher that it measures.
 *
 * @param teacher the teacher
 * @param clock measures
 */
public record TimedTeacher(Teacher teacher, StepClock clock) implements Teacher {

  @Override
  public List<TeacherOutput> outputs() {
    return teacher.outputs();
  }

  @Override
  public void require(Samples samples) {
    teacher.require(samples);
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    clock.measure(
        StepClock.Phase.TEACHER,
        () -> {
          teacher.evaluate(batch, destinations);
          return batch;
        });
  }

  @Override
  public String fingerprint() {
    return teacher.fingerprint();
  }

  @Override
  public void close() {
    // Its maker closes the teacher.
  }
}
