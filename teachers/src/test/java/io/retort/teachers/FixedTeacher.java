package io.retort.teachers;

import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.testkit.TestRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says the same of every sample, and keeps what it was offered and asked. */
final class FixedTeacher implements TeacherProvider<FixedTeacher.Answer> {
  final List<TeacherContext> contexts = new ArrayList<>();
  final List<int[]> asked = new ArrayList<>();
  final List<Samples> required = new ArrayList<>();
  int closed;

  /** What it says. */
  record Answer(String head, TargetKind kind, List<Double> row) {}

  Recipe<Teacher> saying(String head, TargetKind kind, Double... row) {
    return new TestRecipe<>(this, new Answer(head, kind, List.of(row)));
  }

  @Override
  public String name() {
    return "fixed";
  }

  @Override
  public Class<Answer> configuration() {
    return Answer.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(Answer answer, TeacherContext context) {
    return Optional.of(outputs(answer));
  }

  private static List<TeacherOutput> outputs(Answer answer) {
    return List.of(new TeacherOutput(answer.head(), answer.kind(), Shape.of(answer.row().size())));
  }

  @Override
  public Teacher create(Answer answer, TeacherContext context) {
    contexts.add(context);
    return new Teacher() {
      @Override
      public List<TeacherOutput> outputs() {
        return FixedTeacher.outputs(answer);
      }

      @Override
      public void require(Samples samples) {
        required.add(samples);
      }

      @Override
      public void evaluate(Batch batch, Map<String, Tensor> destinations) {
        asked.add(batch.samples().clone());
        destinations.forEach(
            (name, destination) -> {
              for (int i = 0; i < destination.shape().elements(); i++) {
                destination.set(i, answer.row().get(i % answer.row().size()).floatValue());
              }
            });
      }

      @Override
      public String fingerprint() {
        return answer.toString();
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }
}
