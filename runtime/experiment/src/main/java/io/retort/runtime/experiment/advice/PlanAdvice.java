package io.retort.runtime.experiment.advice;

import io.retort.core.Warning;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import java.util.ArrayList;
import java.util.List;

/** What is likely a mistake in how the student learns, whichever strategy planned it. */
public final class PlanAdvice {
  private PlanAdvice() {}

  /**
   * Everything that is worth saying: a last stage on true labels, after one with the teacher,
   * should be gentle and not long.
   *
   * @param plan the plan
   * @param optimizer that of the student's training
   */
  public static List<Warning> of(DistillationPlan plan, Optimizer optimizer) {
    List<Stage> stages = plan.stages();
    if (stages.size() < 2) {
      return List.of();
    }
    Stage previous = stages.get(stages.size() - 2);
    Stage last = stages.get(stages.size() - 1);
    if (onLabels(previous) || !onLabels(last)) {
      return List.of();
    }
    String place = "strategy, stage '" + last.name() + "'";
    List<Warning> advice = new ArrayList<>();
    Optimizer before = previous.optimizer().orElse(optimizer);
    Optimizer now = last.optimizer().orElse(optimizer);
    if (now.getClass() == before.getClass() && now.learningRate() >= before.learningRate()) {
      advice.add(
          new Warning(
              "fast-fine-tuning",
              place,
              "fine-tuning with a learning rate of "
                  + now.learningRate()
                  + ", no lower than before, may undo what the teacher has taught; a tenth is"
                  + " usual"));
    }
    if (last.share() > previous.share()) {
      advice.add(
          new Warning(
              "long-fine-tuning",
              place,
              "fine-tuning on the labels is longer than the phase before it, so that most of what"
                  + " the teacher has taught may be forgotten; a few epochs are usual"));
    }
    return advice;
  }

  private static boolean onLabels(Stage stage) {
    List<TargetSource> targets =
        stage.terms().getOrDefault(DistillationPlan.STUDENT, List.of()).stream()
            .filter(term -> term.weight() > 0)
            .flatMap(term -> term.targets().stream())
            .toList();
    return !targets.isEmpty()
        && targets.stream().allMatch(target -> target instanceof TargetSource.Labels);
  }
}
