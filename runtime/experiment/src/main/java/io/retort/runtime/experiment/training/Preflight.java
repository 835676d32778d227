package io.retort.runtime.experiment.training;

import com.google.inject.Inject;
import com.google.inject.Provider;
import com.google.inject.ProvisionException;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.metric.MetricSet;
import io.retort.core.network.NetworkPlan;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.training.Trainer;
import io.retort.runtime.experiment.assembly.RunMetrics;
import io.retort.runtime.experiment.assembly.StartWeights;
import io.retort.runtime.experiment.assembly.TeacherPreview;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.StudentData;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.settings.Experiment;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Finds out before the first training step whether the parts of an experiment fit together. What
 * does not is refused with the key of the experiment where it is to be changed.
 */
public final class Preflight {
  private final Experiment experiment;
  private final StudentData parts;
  private final DataSplit all;
  private final MetricSet metrics;
  private final ComputeBackend backend;
  private final Strategy strategy;
  private final TeacherPreview teacher;
  private final Provider<StartWeights> start;
  private final TrainingListener listener;

  @Inject
  Preflight(
      Experiment experiment,
      DataSplit parts,
      ComputeBackend backend,
      Strategy strategy,
      TeacherPreview teacher,
      Provider<StartWeights> start,
      TrainingListener listener,
      MetricSet metrics) {
    this.experiment = experiment;
    // All seeds have as many samples of the same kind.
    this.parts = parts.student(experiment.seeds().get(0));
    this.all = parts;
    this.metrics = metrics;
    this.backend = backend;
    this.strategy = strategy;
    this.teacher = teacher;
    this.start = start;
    this.listener = listener;
  }

  public void check() {
    at("student.network", () -> experiment.student().plan(parts.data()));
    at("student", this::student);
    at("student.start", start::get);
    selection();
    at("teacher", teacher::outputs)
        .ifPresent(
            outputs ->
                at(
                    "strategy",
                    () -> {
                      distilled(outputs);
                      return outputs;
                    }));
  }

  /** What has no value on the samples by which models are chosen cannot choose. */
  private void selection() {
    RunMetrics.requireScore(metrics, all.teacher(), "of the teacher");
    for (long seed : experiment.seeds()) {
      RunMetrics.requireScore(metrics, all.student(seed).data(), "of seed " + seed);
    }
  }

  private NetworkPlan student() {
    NetworkPlan student = experiment.student().plan(parts.data());
    DistillationPlan alone =
        DistillationPlan.supervised(
            student, parts.data().heads(), experiment.student().training().loss());
    Trainer.check(
        ArmResult.ALONE,
        alone,
        parts.alone(),
        List.of(),
        experiment.student().training(),
        listener);
    supported(student);
    return student;
  }

  private void distilled(List<TeacherOutput> outputs) {
    DistillationPlan plan = strategy.plan(experiment.student().setting(parts.data(), outputs));
    Trainer.check(
        ArmResult.DISTILLED,
        plan,
        parts.data(),
        outputs,
        experiment.student().training(),
        listener);
    plan.learners()
        .values()
        .forEach(network -> supported(NetworkPlan.of(network, parts.data().inputShape())));
  }

  private static <T> T at(String key, Supplier<T> check) {
    try {
      return check.get();
    } catch (RetortException misfit) {
      throw new RetortException(misfit.kind(), key + ": " + misfit.getMessage(), misfit);
    } catch (ProvisionException wrapped) {
      // What the injector makes on demand, such as the start weights, fails within it.
      if (wrapped.getCause() instanceof RetortException misfit) {
        throw new RetortException(misfit.kind(), key + ": " + misfit.getMessage(), misfit);
      }
      throw wrapped;
    }
  }

  private void supported(NetworkPlan plan) {
    Map<String, String> unsupported = backend.unsupported(plan);
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
