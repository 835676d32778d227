package io.retort.strategies.providers;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategySetting;
import io.retort.strategies.SequenceSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Joins the plans of several strategies into one. Each strategy plans for the student as the one
 * before has left it; other learners of the same name and network go on where they were.
 */
final class PhasedPlan {
  private final StrategySetting setting;
  private final Map<String, NetworkDescription> learners = new HashMap<>();
  private final List<Stage> stages = new ArrayList<>();

  /** A strategy with its place in the sequence. */
  record Step(String name, Strategy strategy, SequenceSettings.Phase phase) {}

  PhasedPlan(StrategySetting setting) {
    this.setting = setting;
  }

  DistillationPlan of(List<Step> steps) {
    int epochs = steps.stream().mapToInt(step -> step.phase().epochs().orElse(0)).sum();
    if (epochs > 0) {
      check(steps, epochs);
    }
    NetworkPlan student = setting.student();
    for (Step step : steps) {
      DistillationPlan plan = step.strategy().plan(setting(student, step));
      double share =
          step.phase()
              .epochs()
              .map(own -> (double) own / epochs)
              .orElseGet(() -> step.phase().share().orElseThrow());
      add(step, plan, share);
      student =
          NetworkPlan.of(plan.learners().get(DistillationPlan.STUDENT), setting.student().input());
    }
    return new DistillationPlan(learners, stages);
  }

  private void check(List<Step> steps, int epochs) {
    if (setting.epochs().isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The phases of the sequence are given in epochs, but the student's training in steps;"
              + " give each phase a share, or the training its epochs");
    }
    int given = setting.epochs().getAsInt();
    if (epochs != given) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The phases of the sequence have "
              + String.join(
                  " + ",
                  steps.stream()
                      .map(step -> Integer.toString(step.phase().epochs().orElseThrow()))
                      .toList())
              + " = "
              + epochs
              + " epochs, but the student's training has "
              + given
              + "; set the training's epochs to "
              + epochs
              + ", so that the student alone is trained as long");
    }
  }

  private StrategySetting setting(NetworkPlan student, Step step) {
    return new StrategySetting(
        student,
        setting.heads(),
        setting.teacher(),
        setting.labelLoss(),
        step.phase().epochs().map(OptionalInt::of).orElse(OptionalInt.empty()),
        setting.domains());
  }

  private void add(Step step, DistillationPlan plan, double share) {
    plan.learners()
        .forEach(
            (name, network) -> {
              NetworkDescription before = learners.put(name, network);
              if (before != null
                  && !before.equals(network)
                  && !name.equals(DistillationPlan.STUDENT)) {
                throw new RetortException(
                    ErrorKind.CONFIGURATION,
                    "Phase '"
                        + step.name()
                        + "' of the sequence trains a learner '"
                        + name
                        + "' that is another network than the learner of this name in an earlier"
                        + " phase; give both the same network");
              }
            });
    for (Stage stage : plan.stages()) {
      stages.add(
          new Stage(
              plan.stages().size() == 1 ? step.name() : step.name() + " " + stage.name(),
              share * stage.share(),
              stage.terms(),
              stage.trained(),
              stage.optimizer().or(step.phase()::optimizer),
              stage.schedule().or(step.phase()::schedule)));
    }
  }
}
