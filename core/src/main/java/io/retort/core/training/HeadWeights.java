package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.network.NetworkPlan;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.TargetSourceVisitor;
import io.retort.core.strategy.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The factor of each head in what is minimised. It is applied to terms of every kind, so that a
 * student with a teacher and one without weigh their heads alike.
 */
final class HeadWeights {
  private final Map<String, Double> weights;
  private final List<Head> heads;

  HeadWeights(Map<String, Double> weights, List<Head> heads) {
    this.weights = weights;
    this.heads = heads;
  }

  /** Refuses names that are those of no head, and weights that leave nothing to learn. */
  static void requireHeads(Map<String, Double> weights, List<Head> heads) {
    List<String> names = heads.stream().map(Head::name).toList();
    for (String name : weights.keySet()) {
      if (!names.contains(name)) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The key 'head-weights' of the training names the head '"
                + name
                + "', which the data does not have; its heads are "
                + names);
      }
    }
    if (names.stream().allMatch(name -> Double.valueOf(0).equals(weights.get(name)))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The key 'head-weights' of the training switches all heads off, so that nothing is left"
              + " to learn; give one of "
              + names
              + " a weight above 0");
    }
  }

  /** A term with the factor of its head, if it has one. */
  Term apply(Term term, NetworkPlan learner) {
    Set<Optional<String>> concerned = new HashSet<>();
    term.targets().forEach(target -> concerned.add(target.accept(new HeadOf(term, learner))));
    concerned.remove(Optional.<String>empty());
    // A term about several heads is about none of them alone.
    return concerned.size() == 1
        ? concerned.iterator().next().map(weights::get).map(term::times).orElse(term)
        : term;
  }

  /** The head that a term is about; empty for features. */
  private final class HeadOf implements TargetSourceVisitor<Optional<String>> {
    private final Term term;
    private final NetworkPlan learner;

    HeadOf(Term term, NetworkPlan learner) {
      this.term = term;
      this.learner = learner;
    }

    @Override
    public Optional<String> labels(TargetSource.Labels source) {
      return Optional.of(source.head());
    }

    @Override
    public Optional<String> teacherHead(TargetSource.TeacherHead source) {
      return Optional.of(source.head());
    }

    @Override
    public Optional<String> teacherDecision(TargetSource.TeacherDecision source) {
      return Optional.of(source.head());
    }

    @Override
    public Optional<String> teacherFeature(TargetSource.TeacherFeature source) {
      return Optional.empty();
    }

    @Override
    public Optional<String> peer(TargetSource.Peer source) {
      return heads.stream()
          .filter(head -> term.taps().contains(head.output(learner)))
          .map(Head::name)
          .findFirst();
    }
  }
}
