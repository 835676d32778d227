package io.retort.core.loss;

import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A session that does what another one does, for those that change or watch a part of it. */
public abstract class ForwardingSession implements CriterionSession {
  private final CriterionSession session;

  /**
   * A session around another.
   *
   * @param session closed with this one
   */
  protected ForwardingSession(CriterionSession session) {
    this.session = session;
  }

  @Override
  public double evaluate(CriterionInput input, List<Tensor> gradients, float[] parameterGradients) {
    return session.evaluate(input, gradients, parameterGradients);
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
  public void remember(CriterionInput input) {
    session.remember(input);
  }

  @Override
  public void close() {
    session.close();
  }
}
