package io.retort.core.training;

import io.retort.core.RetortException;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates terms once on values without meaning. Only a loss knows which shapes it can compare, so
 * asking it is the way to refuse those that do not fit before training starts.
 */
final class TermTrial {
  /** More than one, for losses that compare the rows of a batch with each other. */
  private static final int ROWS = 2;

  private final Map<String, NetworkPlan> learners;
  private final TargetKinds kinds;

  TermTrial(Map<String, NetworkPlan> learners, TargetKinds kinds) {
    this.learners = learners;
    this.kinds = kinds;
  }

  /**
   * Tries a term.
   *
   * @throws RetortException naming the term, if a node does not exist or shapes do not fit
   */
  void run(String learner, Term term) {
    Shape from = tap(learner, term.tap(), term);
    TargetKind kind = kinds.of(term);
    Shape to = term.target().accept(new TargetShape(term));
    try (Tensor student = Tensor.allocate(from.batch(ROWS));
        Tensor gradient = Tensor.allocate(from.batch(ROWS));
        Tensor values = Tensor.allocate(to.batch(ROWS))) {
      term.loss().evaluate(student, target(kind, values), gradient);
    } catch (IllegalArgumentException unfit) {
      throw new RetortException(
          "The term '"
              + term.name()
              + "' cannot compare '"
              + term.tap()
              + "' of learner '"
              + learner
              + "', of shape "
              + from
              + ", with its target of shape "
              + to
              + ": "
              + unfit.getMessage(),
          unfit);
    }
  }

  private Shape tap(String learner, String tap, Term term) {
    NetworkPlan plan = learners.get(learner);
    if (plan == null) {
      throw new RetortException(
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

  /** Refuses names that are no nodes. */
  static void requireNodes(NetworkDescription network, Set<String> names, String who) {
    for (String name : names) {
      if (network.nodes().stream().noneMatch(node -> node.name().equals(name))) {
        throw new RetortException(
            who
                + " the node '"
                + name
                + "', which the network does not have; its nodes are "
                + network.nodes().stream().map(node -> node.name()).toList());
      }
    }
  }

  /** The shape of what a term's loss compares with. */
  private final class TargetShape implements TargetSourceVisitor<Shape> {
    private final Term term;

    TargetShape(Term term) {
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

  private static Target target(TargetKind kind, Tensor values) {
    int width = values.shape().elements() / ROWS;
    int[] lastClass = new int[ROWS];
    Arrays.fill(lastClass, width - 1);
    return switch (kind) {
      case CLASSES -> new Target.Classes(lastClass);
      case MULTI_LABELS -> new Target.MultiLabels(values);
      case VALUES -> new Target.Values(values);
      case LOGITS -> new Target.Logits(values);
      case PROBABILITIES -> new Target.Probabilities(filled(values, 1f / width));
      case LOG_PROBABILITIES ->
          new Target.LogProbabilities(filled(values, (float) -Math.log(width)));
      case FEATURES -> new Target.Features(values);
      case LABELLED_LOGITS -> new Target.LabelledLogits(lastClass, values);
      case MULTI_LABEL_LOGITS -> new Target.MultiLabelLogits(values);
      case MULTI_LABEL_PROBABILITIES -> new Target.MultiLabelProbabilities(filled(values, 0.5f));
      case LABELLED_VALUES -> new Target.LabelledValues(values, values);
    };
  }

  private static Tensor filled(Tensor values, float value) {
    values.fill(value);
    return values;
  }
}
