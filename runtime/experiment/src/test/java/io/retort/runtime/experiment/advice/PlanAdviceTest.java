package io.retort.runtime.experiment.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.Warning;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanAdviceTest {
  private static final String PEER = "peer";
  private static final NetworkDescription NETWORK =
      NetworkDescription.sequence()
          .add("out", new Layer.Dense(2, ActivationFunction.LINEAR))
          .build();

  private record Rate(double learningRate) implements Optimizer {
    @Override
    public Session start(List<ParameterGroup> groups) {
      throw new UnsupportedOperationException("never started");
    }
  }

  /** A loss that is never evaluated. */
  private record Unused() implements Loss {
    @Override
    public Set<TargetKind> accepts() {
      return Set.of(TargetKind.LOGITS, TargetKind.CLASSES);
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      throw new UnsupportedOperationException("never evaluated");
    }
  }

  private static Term term(TargetSource target, double weight) {
    return new Term(target.toString(), new Unused(), "out", target, weight);
  }

  private static List<String> codes(Map<String, List<Term>> first, Map<String, List<Term>> last) {
    DistillationPlan plan =
        new DistillationPlan(
            Map.of(DistillationPlan.STUDENT, NETWORK, PEER, NETWORK),
            List.of(
                new Stage("first", 0.4, first, Map.of()), new Stage("last", 0.6, last, Map.of())));
    return PlanAdvice.of(plan, new Rate(0.1)).stream().map(Warning::code).toList();
  }

  private static final Term LABELS = term(new TargetSource.Labels("label"), 1);
  private static final Term TEACHER = term(new TargetSource.TeacherHead("label"), 1);

  @Test
  void aLastStageOnLabelsIsFineTuning() {
    List<String> both = List.of("fast-fine-tuning", "long-fine-tuning");
    String student = DistillationPlan.STUDENT;
    assertEquals(both, codes(Map.of(student, List.of(TEACHER)), Map.of(student, List.of(LABELS))));
    Term unheard = term(new TargetSource.TeacherHead("label"), 0);
    assertEquals(
        both, codes(Map.of(student, List.of(TEACHER)), Map.of(student, List.of(LABELS, unheard))));
  }

  @Test
  void otherStagesAreNot() {
    String student = DistillationPlan.STUDENT;
    List<String> none = List.of();
    assertEquals(none, codes(Map.of(student, List.of(LABELS)), Map.of(student, List.of(LABELS))));
    assertEquals(
        none, codes(Map.of(student, List.of(TEACHER)), Map.of(student, List.of(LABELS, TEACHER))));
    // The student does not learn in the last one.
    assertEquals(none, codes(Map.of(student, List.of(TEACHER)), Map.of(PEER, List.of(LABELS))));
  }
}
