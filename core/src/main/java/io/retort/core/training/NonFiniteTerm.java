package io.retort.core.training;

/** Something of a step that is not finite, for the training loop to report with its place. */
final class NonFiniteTerm extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StepContext step;

  NonFiniteTerm(String what, StepContext step) {
    super(what);
    this.step = step;
  }

  /** Where it was met first. */
  StepContext step() {
    return step;
  }
}
