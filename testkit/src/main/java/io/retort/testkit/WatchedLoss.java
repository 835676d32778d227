package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionInput;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.ForwardingSession;
import io.retort.core.loss.WrappedCriterion;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import java.util.List;

/** Fails where the criterion of a term changes the student's outputs or the targets. */
final class WatchedLoss extends ForwardingSession {
  private final String term;

  private WatchedLoss(String term, CriterionSession session) {
    super(session);
    this.term = term;
  }

  static Criterion of(Term term) {
    return WrappedCriterion.of(term.criterion(), session -> new WatchedLoss(term.name(), session));
  }

  @Override
  public double evaluate(CriterionInput input, List<Tensor> gradients, float[] parameterGradients) {
    List<float[]> outputs = input.outputs().stream().map(Tensor::toArray).toList();
    List<float[]> targets =
        input.targets().stream().map(TargetContent::of).map(TargetContent::numbers).toList();
    double value = super.evaluate(input, gradients, parameterGradients);
    String changed = "The term '" + term + "' changes ";
    for (int i = 0; i < outputs.size(); i++) {
      assertArrayEquals(
          outputs.get(i), input.outputs().get(i).toArray(), changed + "the student's output");
    }
    for (int i = 0; i < targets.size(); i++) {
      assertArrayEquals(
          targets.get(i),
          TargetContent.of(input.targets().get(i)).numbers(),
          changed + "its target, what a teacher, a peer or the data has said");
    }
    return value;
  }
}
