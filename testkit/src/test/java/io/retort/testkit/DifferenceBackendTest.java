package io.retort.testkit;

import io.retort.core.backend.BackendProvider;

/** That the backend of tests keeps the contract of all backends. */
class DifferenceBackendTest extends BackendContract<Planted.NoKeys> {

  @Override
  protected BackendProvider<Planted.NoKeys> provider() {
    return new Planted.OfBackend(DifferenceBackend::new);
  }

  @Override
  protected Planted.NoKeys configuration() {
    return new Planted.NoKeys();
  }

  @Override
  protected double tolerance() {
    return 1e-6;
  }
}
