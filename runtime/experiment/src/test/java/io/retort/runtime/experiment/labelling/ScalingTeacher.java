package io.retort.runtime.experiment.labelling;

import io.retort.core.data.Batch;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A teacher whose outputs are the inputs times a factor. It can stop in the middle. */
final class ScalingTeacher implements TeacherProvider<ScalingTeacher.Settings> {
  /** The numbers of samples that it was asked about at once. */
  final List<Integer> asked = new ArrayList<>();

  /** After so many batches it fails. */
  int failsAfter = Integer.MAX_VALUE;

  /** Settings of the teacher. */
  record Settings(
      @Doc("Times the inputs.") @Default("1") double factor,
      @Doc("The kind of outputs.") @Default("logits") TargetKind outputs) {}

  @Override
  public String name() {
    return "rule";
  }

  @Override
  public Class<Settings> configuration() {
    return Settings.class;
  }

  @Override
  public Teacher create(Settings settings, TeacherContext context) {
    int outputs = context.data().heads().get(0).task().outputs();
    String head = context.data().heads().get(0).name();
    return new Teacher() {
      @Override
      public List<TeacherOutput> outputs() {
        return List.of(new TeacherOutput(head, settings.outputs(), Shape.of(outputs)));
      }

      @Override
      public void evaluate(Batch batch, Map<String, Tensor> destinations) {
        if (asked.size() >= failsAfter) {
          throw new IllegalStateException("the power has failed");
        }
        asked.add(batch.size());
        Tensor destination = destinations.get(head);
        int width = batch.inputs().shape().elements() / batch.size();
        for (int row = 0; row < batch.size(); row++) {
          for (int i = 0; i < outputs; i++) {
            destination.set(
                row * outputs + i,
                (float) (settings.factor() * batch.inputs().get(row * width + i)));
          }
        }
      }

      @Override
      public String fingerprint() {
        return "rule " + settings;
      }

      @Override
      public void close() {}
    };
  }
}
