package io.retort.testkit;

import io.retort.core.backend.BackendProvider;

/** That the backend which is far away keeps the contract of all backends. */
class DistantBackendTest extends BackendContract<Planted.NoKeys> {

  @Override
  protected BackendProvider<Planted.NoKeys> provider() {
    return new Planted.OfBackend(() -> new DistantBackend(new DifferenceBackend()));
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
