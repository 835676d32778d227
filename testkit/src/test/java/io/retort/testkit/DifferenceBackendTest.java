package io.retort.testkit;

import io.retort.core.backend.ComputeBackend;

/** That the backend of tests keeps the contract of all backends. */
class DifferenceBackendTest extends BackendContract {

  @Override
  protected ComputeBackend create() {
    return new DifferenceBackend();
  }

  @Override
  protected double tolerance() {
    return 1e-6;
  }
}
