package io.retort.runtime.experiment.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.training.Trainer;
import io.retort.runtime.experiment.assembly.RunMetrics;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.data.TaughtSamples;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.settings.Experiment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out before the first training step whether the parts of an experiment fit together. What
 * does not is refused with the key of the experiment to change.
 */
public final class Preflight {
  private final RunParts parts;
  private final Experiment experiment;

  public Preflight(RunParts parts) {
    this.parts = parts;
    this.experiment = parts.experiment();
  }

  /**
   * Checks.
   *
   * @return how the student will learn, or empty if that is known only once the teacher is made
   * @throws RetortException for the first thing that does not fit
   */
  public Optional<DistillationPlan> check() {
    // All seeds have as many samples of the same kind.
    StudentData data = parts.data().student(experiment.seeds().get(0));
    parts.backend();
    parts.strategy();
    at("student.network", parts::student);
    at("student", () -> student(data));
    at("student.start", parts::start);
    parts.metrics();
    Optional<List<TeacherOutput>> teacher = at("teacher", this::teacher);
    selection(teacher.orElse(List.of()));
    return teacher.map(outputs -> at("strategy", () -> distilled(data, outputs)));
  }

  private Optional<List<TeacherOutput>> teacher() {
    Optional<List<TeacherOutput>> outputs = parts.teacherOutputs();
    outputs.ifPresent(known -> TaughtSamples.requireTeacher(parts.data().teacher().heads(), known));
    return outputs;
  }

  /** What has no value on the samples by which models are chosen cannot choose. */
  private void selection(List<TeacherOutput> teacher) {
    RunMetrics.requireScore(parts.metrics(), parts.data().teacher(), teacher, "of the teacher");
    for (long seed : experiment.seeds()) {
      RunMetrics.requireScore(
          parts.metrics(), parts.data().student(seed).data(), teacher, "of seed " + seed);
    }
  }

  private NetworkPlan student(StudentData data) {
    parts
        .alone()
        .ifPresent(
            plan ->
                Trainer.check(
                    ArmResult.ALONE,
                    plan,
                    data.alone(),
                    List.of(),
                    experiment.student().training(),
                    parts.listener()));
    data.data().heads().forEach(head -> head.output(parts.student()));
    supported(parts.student());
    return parts.student();
  }

  private DistillationPlan distilled(StudentData data, List<TeacherOutput> outputs) {
    DistillationPlan plan = parts.distilled(data.data(), outputs);
    Trainer.check(
        ArmResult.DISTILLED,
        plan,
        data.data(),
        outputs,
        experiment.student().training(),
        parts.listener());
    plan.learners()
        .values()
        .forEach(network -> supported(NetworkPlan.of(network, data.data().inputShape())));
    return plan;
  }

  private static <T> T at(String key, Supplier<T> check) {
    try {
      return check.get();
    } catch (RetortException misfit) {
      throw new RetortException(misfit.kind(), key + ": " + misfit.getMessage(), misfit);
    }
  }

  private void supported(NetworkPlan plan) {
    Map<String, String> unsupported = parts.backend().unsupported(plan);
    if (!unsupported.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The backend '"
              + experiment.backend().entry().name()
              + "' cannot compile the network: "
              + String.join(
                  ", ",
                  unsupported.entrySet().stream()
                      .map(node -> "node '" + node.getKey() + "' " + node.getValue())
                      .toList())
              + "; choose another backend");
    }
  }
}
