package io.retort.testkit;

import io.retort.core.backend.BackendProvider;

/** That the backend of tests keeps the contract of all backends. */
class DifferenceBackendTest extends BackendContract<FixedProvider.NoKeys> {

  @Override
  protected BackendProvider<FixedProvider.NoKeys> provider() {
    return new FixedProvider.OfBackend(DifferenceBackend::new);
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
