package io.retort.testkit;

import io.retort.core.backend.BackendProvider;

/** That the backend which is far away keeps the contract of all backends. */
class DistantBackendTest extends BackendContract<FixedProvider.NoKeys> {

  @Override
  protected BackendProvider<FixedProvider.NoKeys> provider() {
    return new FixedProvider.OfBackend(() -> new DistantBackend(new DifferenceBackend()));
  }

  @Override
  protected FixedProvider.NoKeys configuration() {
    return new FixedProvider.NoKeys();
  }

  @Override
  protected double tolerance() {
    return 1e-6;
  }
}
