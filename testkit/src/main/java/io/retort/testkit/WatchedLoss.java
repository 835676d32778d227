package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.retort.core.loss.Compared;
import io.retort.core.loss.Criterion;
import io.retort.core.loss.CriterionSession;
import io.retort.core.loss.CriterionSetting;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.strategy.Term;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fails where the criterion of a term changes the student's outputs or the targets. */
final class WatchedLoss {
  private WatchedLoss() {}

  static Criterion of(Term term) {
    return term.criterion() instanceof TemperedLoss tempered
        ? new Tempered(term.name(), tempered)
        : new Watched(term.name(), term.criterion());
  }

  private record Watched(String term, Criterion criterion) implements Criterion {
    @Override
    public Set<TargetKind> accepts() {
      return criterion.accepts();
    }

    @Override
    public boolean relatesSamples() {
      return criterion.relatesSamples();
    }

    @Override
    public boolean needsEqualShapes() {
      return criterion.needsEqualShapes();
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      return new WatchedSession(term, criterion.start(setting));
    }
  }

  private record Tempered(String term, TemperedLoss loss) implements TemperedLoss {
    @Override
    public Set<TargetKind> accepts() {
      return loss.accepts();
    }

    @Override
    public double evaluate(Tensor student, Target target, Tensor gradient) {
      return loss.evaluate(student, target, gradient);
    }

    @Override
    public CriterionSession start(CriterionSetting setting) {
      return new WatchedSession(term, loss.start(setting));
    }

    @Override
    public TemperedLoss withTemperature(double temperature) {
      return new Tempered(term, loss.withTemperature(temperature));
    }
  }

  private record WatchedSession(String term, CriterionSession session) implements CriterionSession {
    @Override
    public double evaluate(Compared compared, List<Tensor> gradients, float[] parameterGradients) {
      List<float[]> outputs = compared.outputs().stream().map(Tensor::toArray).toList();
      List<float[]> targets = compared.targets().stream().map(TargetSamples::numbers).toList();
      double value = session.evaluate(compared, gradients, parameterGradients);
      String changed = "The term '" + term + "' changes ";
      for (int i = 0; i < outputs.size(); i++) {
        assertArrayEquals(
            outputs.get(i), compared.outputs().get(i).toArray(), changed + "the student's output");
      }
      for (int i = 0; i < targets.size(); i++) {
        assertArrayEquals(
            targets.get(i),
            TargetSamples.numbers(compared.targets().get(i)),
            changed + "its target, what a teacher, a peer or the data has said");
      }
      return value;
    }

    @Override
    public float[] initialParameters() {
      return session.initialParameters();
    }

    @Override
    public Map<String, Tensor> memory() {
      return session.memory();
    }

    @Override
    public void remember(Compared compared) {
      session.remember(compared);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
