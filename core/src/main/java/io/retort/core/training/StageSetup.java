package io.retort.core.training;

import io.retort.core.network.NetworkPlan;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Gives the learners of a stage their terms, their optimizer and the rates of their nodes. */
final class StageSetup {
  private final TrainingTask task;
  private final Map<String, LearnerTraining> learners;
  private final TermSetting settings;
  private final HeadWeights headWeights;
  private final long stepsOfEpoch;

  StageSetup(
      TrainingTask task,
      Map<String, LearnerTraining> learners,
      List<TeacherOutput> teacher,
      long stepsOfEpoch) {
    this.task = task;
    this.learners = learners;
    this.settings =
        new TermSetting(
            plans(learners),
            new TargetKinds(task.data().heads(), teacher),
            BatchOrder.pass(task.data().train()));
    this.headWeights = new HeadWeights(task.settings().headWeights(), task.data().heads());
    this.stepsOfEpoch = stepsOfEpoch;
  }

  private static Map<String, NetworkPlan> plans(Map<String, LearnerTraining> learners) {
    Map<String, NetworkPlan> plans = new HashMap<>();
    learners.forEach((name, learner) -> plans.put(name, learner.network().plan()));
    return plans;
  }

  /**
   * Begins a stage.
   *
   * @param step the steps of the training before it
   */
  void begin(Stage stage, long step) {
    stage
        .terms()
        .forEach(
            (name, terms) ->
                learners
                    .get(name)
                    .begin(
                        weighted(name, terms),
                        settings,
                        task.settings().gradients(),
                        optimizer(stage),
                        rates(name, stage, step)));
  }

  private List<Term> weighted(String learner, List<Term> terms) {
    NetworkPlan plan = learners.get(learner).network().plan();
    return terms.stream().map(term -> headWeights.apply(term, plan)).toList();
  }

  /**
   * Lets the nodes of the student join that are frozen until now, if there are any.
   *
   * @param step the steps made
   */
  void thaw(Stage stage, long step) {
    if (task.settings().nodes().stream().anyMatch(tuning -> thawStep(tuning) == step)) {
      learners
          .get(DistillationPlan.STUDENT)
          .train(optimizer(stage), rates(DistillationPlan.STUDENT, stage, step));
    }
  }

  private Optimizer optimizer(Stage stage) {
    return stage.optimizer().orElse(task.settings().optimizer());
  }

  /** What each node's learning rate is multiplied by after a number of steps. */
  private ToDoubleFunction<String> rates(String learner, Stage stage, long step) {
    return NodeRates.of(
        learner, stage, task.settings(), tuning -> step < thawStep(tuning) ? 0 : tuning.rate());
  }

  private long thawStep(NodeTuning tuning) {
    return tuning.frozenEpochs() * stepsOfEpoch;
  }
}
