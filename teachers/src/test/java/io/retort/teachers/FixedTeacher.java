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

/**
 * A teacher with the same output for every sample, which keeps its contexts and the samples it was
 * given.
 */
final class FixedTeacher implements TeacherProvider<FixedTeacher.FixedOutput> {
  final List<TeacherContext> contexts = new ArrayList<>();
  final List<int[]> evaluated = new ArrayList<>();
  final List<Samples> required = new ArrayList<>();
  int closed;

  /** The output for every sample. */
  record FixedOutput(String head, TargetKind kind, List<Double> row) {}

  Recipe<Teacher> with(String head, TargetKind kind, Double... row) {
    return new TestRecipe<>(this, new FixedOutput(head, kind, List.of(row)));
  }

  @Override
  public String name() {
    return "fixed";
  }

  @Override
  public Class<FixedOutput> configuration() {
    return FixedOutput.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(FixedOutput fixed, TeacherContext context) {
    return Optional.of(outputs(fixed));
  }

  private static List<TeacherOutput> outputs(FixedOutput fixed) {
    return List.of(new TeacherOutput(fixed.head(), fixed.kind(), Shape.of(fixed.row().size())));
  }

  @Override
  public Teacher create(FixedOutput fixed, TeacherContext context) {
    contexts.add(context);
    return new Teacher() {
      @Override
      public List<TeacherOutput> outputs() {
        return FixedTeacher.outputs(fixed);
      }

      @Override
      public void require(Samples samples) {
        required.add(samples);
      }

      @Override
      public void evaluate(Batch batch, Map<String, Tensor> destinations) {
        evaluated.add(batch.samples().clone());
        destinations.forEach(
            (name, destination) -> {
              for (int i = 0; i < destination.shape().elements(); i++) {
                destination.set(i, fixed.row().get(i % fixed.row().size()).floatValue());
              }
            });
      }

      @Override
      public String fingerprint() {
        return fixed.toString();
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }
}
