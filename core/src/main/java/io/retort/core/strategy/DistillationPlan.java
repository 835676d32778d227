package io.retort.core.strategy;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.loss.Loss;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a strategy wants done: which networks learn, and what each minimises in each stage.
 *
 * @param learners the networks that learn, by name; {@link #STUDENT} is among them. They may have
 *     more nodes than what is served afterwards: nodes on which no output depends are dropped
 * @param stages one after the other, at least one
 */
public record DistillationPlan(Map<String, NetworkDescription> learners, List<Stage> stages) {
  /** The name of the learner that is evaluated and served. */
  public static final String STUDENT = "student";

  public DistillationPlan {
    learners = Map.copyOf(learners);
    stages = List.copyOf(stages);
    if (!learners.containsKey(STUDENT)) {
      throw new IllegalArgumentException("A plan has no learner called '" + STUDENT + "'");
    }
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("A plan needs at least one stage");
    }
    double shares = stages.stream().mapToDouble(Stage::share).sum();
    if (Math.abs(shares - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "The shares of the stages sum to " + shares + " instead of 1");
    }
    List<String> names = stages.stream().map(Stage::name).toList();
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("The stages " + names + " do not have different names");
    }
    for (Stage stage : stages) {
      if (!learners.keySet().containsAll(stage.terms().keySet())) {
        throw new IllegalArgumentException(
            "Stage '"
                + stage.name()
                + "' trains "
                + stage.terms().keySet()
                + ", but the learners are "
                + learners.keySet());
      }
    }
  }

  /**
   * A plan in which the student alone learns, in one stage.
   *
   * @param student the student's network
   * @param terms what it minimises
   * @return the plan
   */
  public static DistillationPlan of(NetworkDescription student, List<Term> terms) {
    return new DistillationPlan(
        Map.of(STUDENT, student), List.of(new Stage("train", 1, Map.of(STUDENT, terms), Map.of())));
  }

  /**
   * A plan without a teacher: the network learns the labels of every head that has any.
   *
   * @param network the network
   * @param heads the heads, each with an output of the network
   * @param loss the loss against true labels
   * @return the plan
   * @throws RetortException if a head has no output of its width, or none has labels
   */
  public static DistillationPlan supervised(NetworkPlan network, List<Head> heads, Loss loss) {
    List<Term> terms = new ArrayList<>();
    for (Head head : heads) {
      String output = head.output(network);
      if (head.task().hasLabels()) {
        terms.add(new Term(head.name(), loss, output, new TargetSource.Labels(head.name()), 1));
      }
    }
    if (terms.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "None of the heads "
              + heads.stream().map(Head::name).toList()
              + " has labels to learn from; learn what a teacher says of them");
    }
    return of(network.description(), terms);
  }
}
