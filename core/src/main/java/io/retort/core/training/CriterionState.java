package io.retort.core.training;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.loss.CriterionSession;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.Vector;
import java.util.Optional;

/** What a criterion has of its own in a training: its session, and parameters that are trained. */
final class CriterionState implements AutoCloseable {
  private final CriterionSession session;
  private final Optional<ParameterGroup> trained;
  private final float[] parameters;
  private final float[] gradients;

  CriterionState(CriterionSession session, ComputeBackend backend) {
    this.session = session;
    this.parameters = session.initialParameters();
    this.gradients = new float[parameters.length];
    this.trained = parameters.length == 0 ? Optional.empty() : Optional.of(group(backend));
  }

  private ParameterGroup group(ComputeBackend backend) {
    Vector values = backend.vector(parameters.length);
    values.write(0, parameters);
    return new ParameterGroup(values, values.like(), 1, false);
  }

  CriterionSession session() {
    return session;
  }

  /** Its parameters for the optimizer, if it has any. */
  Optional<ParameterGroup> trained() {
    return trained;
  }

  /** The present values of its parameters. */
  float[] parameters() {
    trained.ifPresent(group -> group.values().read(0, parameters));
    return parameters;
  }

  /** Where an evaluation writes the gradients of its parameters. */
  float[] gradients() {
    return gradients;
  }

  /** Gives the optimizer the gradients that were written last, multiplied. */
  void hand(double factor) {
    trained.ifPresent(
        group -> {
          group.gradients().write(0, gradients);
          group.gradients().scale(factor);
        });
  }

  /** The sum of the squares of the gradients that the optimizer was given. */
  double squares() {
    return trained.map(group -> group.gradients().dot(group.gradients())).orElse(0.0);
  }

  void write(StateWriter state) {
    if (trained.isPresent()) {
      state.vector("parameters", parameters().clone());
    }
    session.memory().forEach((name, tensor) -> state.in("memory").vector(name, tensor.toArray()));
  }

  void read(StateReader state) {
    trained.ifPresent(group -> group.values().write(0, state.vector("parameters")));
    session
        .memory()
        .forEach(
            (name, tensor) -> {
              float[] values = state.in("memory").vector(name);
              for (int i = 0; i < values.length; i++) {
                tensor.set(i, values[i]);
              }
            });
  }

  @Override
  public void close() {
    session.close();
    trained.ifPresent(
        group -> {
          group.values().close();
          group.gradients().close();
        });
  }
}
