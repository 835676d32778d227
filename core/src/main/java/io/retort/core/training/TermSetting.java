package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out of which kinds and shapes is what a term compares. */
final class TermSetting {
  private final Map<String, NetworkPlan> learners;
  private final TargetKinds kinds;
  private final int samples;

  /**
   * For the terms of a training.
   *
   * @param samples the number of training samples
   */
  TermSetting(Map<String, NetworkPlan> learners, TargetKinds kinds, int samples) {
    this.learners = learners;
    this.kinds = kinds;
    this.samples = samples;
  }

  /**
   * What a term's criterion will compare.
   *
   * @throws RetortException naming the term, if a node or target does not exist or is of a kind
   *     that the criterion does not accept
   */
  CriterionSetting of(String learner, Term term, long seed) {
    List<Shape> outputs = term.taps().stream().map(tap -> tap(learner, tap, term)).toList();
    List<TargetKind> accepted = kinds.of(term);
    List<CriterionSetting.TargetShape> targets = new ArrayList<>();
    for (int i = 0; i < accepted.size(); i++) {
      Shape shape = term.targets().get(i).accept(new ShapeOf(term));
      targets.add(new CriterionSetting.TargetShape(accepted.get(i), shape));
    }
    return new CriterionSetting(outputs, targets, samples, seed);
  }

  private Shape tap(String learner, String tap, Term term) {
    NetworkPlan plan = learners.get(learner);
    if (plan == null) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The term '"
              + term.name()
              + "' looks at the learner '"
              + learner
              + "'; the learners are "
              + learners.keySet());
    }
    requireNodes(plan.description(), Set.of(tap), "The term '" + term.name() + "' looks at");
    return plan.shape(tap);
  }

  /** Refuses names that are not nodes. */
  static void requireNodes(NetworkDescription network, Set<String> names, String who) {
    for (String name : names) {
      if (network.nodes().stream().noneMatch(node -> node.name().equals(name))) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            who
                + " the node '"
                + name
                + "', which the network does not have; its nodes are "
                + network.nodes().stream().map(node -> node.name()).toList());
      }
    }
  }

  /** The shape of one sample's target. */
  private final class ShapeOf implements TargetSourceVisitor<Shape> {
    private final Term term;

    ShapeOf(Term term) {
      this.term = term;
    }

    @Override
    public Shape labels(TargetSource.Labels source) {
      return outputs(source.head());
    }

    @Override
    public Shape teacherHead(TargetSource.TeacherHead source) {
      return kinds.output(source.head(), false).shape();
    }

    @Override
    public Shape teacherDecision(TargetSource.TeacherDecision source) {
      return outputs(source.head());
    }

    @Override
    public Shape teacherFeature(TargetSource.TeacherFeature source) {
      return kinds.output(source.tap(), true).shape();
    }

    @Override
    public Shape peer(TargetSource.Peer source) {
      return tap(source.learner(), source.tap(), term);
    }

    private Shape outputs(String head) {
      return Shape.of(kinds.head(head).task().outputs());
    }
  }
}
