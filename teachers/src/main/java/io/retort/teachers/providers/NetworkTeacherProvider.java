package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.training.Trainer;
import io.retort.core.training.TrainingSettings;
import io.retort.core.training.TrainingTask;
import io.retort.teachers.NetworkTeacherSettings;
import java.util.List;
import java.util.Optional;

/** Trains the teacher {@code network}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class NetworkTeacherProvider implements TeacherProvider<NetworkTeacherSettings> {

  @Override
  public String name() {
    return "network";
  }

  @Override
  public Class<NetworkTeacherSettings> configuration() {
    return NetworkTeacherSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(
      NetworkTeacherSettings settings, TeacherContext context) {
    TrainingData data = context.data();
    requireHeads(data);
    NetworkPlan plan = NetworkPlan.of(settings.network(), data.inputShape());
    Trainer.check(
        "teacher",
        DistillationPlan.supervised(plan, data.heads(), settings.training().loss()),
        data,
        List.of(),
        settings.training(),
        context.listener());
    // Only what leads to an output is left after training.
    NetworkPlan served = NetworkPlan.of(settings.network().pruned(), data.inputShape());
    return Optional.of(new NetworkOutputs(served, data.heads()).all());
  }

  @Override
  public Teacher create(NetworkTeacherSettings settings, TeacherContext context) {
    TrainingData data = context.data();
    requireHeads(data);
    TrainingSettings training =
        context.untrained() ? settings.training().shortened(1) : settings.training();
    NetworkPlan plan = NetworkPlan.of(settings.network(), data.inputShape());
    DistillationPlan supervised = DistillationPlan.supervised(plan, data.heads(), training.loss());
    TrainingTask task =
        TrainingTask.supervised("teacher", context.seed(), data, supervised, training);
    SavedNetwork trained =
        new Trainer(context.backend(), context.listener(), context.metrics())
            .train(task, context.checkpoints().of(task.name(), task.seed()))
            .networks()
            .get(DistillationPlan.STUDENT);
    return new NetworkTeacher(
        new SavedModel(trained, Optional.of(data.signature())), data, context.backend());
  }

  /** An encoder predicts nothing that it could learn from the data, and nothing learns vectors. */
  static void requireHeads(TrainingData data) {
    if (data.heads().isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "An encoder predicts no head of the data, so that a network has nothing to"
              + " learn; name a model that is trained already, such as one of the kind onnx or"
              + " saved");
    }
    data.heads().stream()
        .filter(head -> !head.task().hasLabels())
        .forEach(
            head -> {
              throw head.noLabelsToLearnFrom();
            });
  }
}
