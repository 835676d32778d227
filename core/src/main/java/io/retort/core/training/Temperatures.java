package io.retort.core.training;

import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Term;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The temperatures at which nodes of the student are compared with their targets. */
final class Temperatures {

  private Temperatures() {}

  /**
   * Those of the last step, or of an earlier stage where the node was compared last.
   *
   * @param made the steps made, at least 1
   * @return by node; only of nodes of terms that have one
   */
  static Map<String, Double> after(TrainingTask task, long made) {
    Map<String, Double> temperatures = new TreeMap<>();
    List<Stage> stages = task.plan().stages();
    long[] ends = StageSteps.ends(stages, task.steps());
    long begin = 0;
    for (int i = 0; i < ends.length && begin < made; i++) {
      long steps = ends[i] - begin;
      long last = Math.min(made, ends[i]) - begin - 1;
      for (Term term : stages.get(i).terms().getOrDefault(DistillationPlan.STUDENT, List.of())) {
        term.temperature()
            .ifPresent(moving -> temperatures.put(term.taps().get(0), moving.at(last, steps)));
      }
      begin = ends[i];
    }
    return temperatures;
  }
}
