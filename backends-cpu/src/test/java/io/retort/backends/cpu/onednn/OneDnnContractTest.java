package io.retort.backends.cpu.onednn;

import io.retort.backends.cpu.OneDnnConfiguration;
import io.retort.backends.cpu.OneDnnConfiguration.Precision;
import io.retort.core.backend.ComputeBackend;
import io.retort.testkit.BackendContract;
import java.util.Optional;

/** The backend in 32-bit arithmetic keeps the contract of all backends. */
class OneDnnContractTest extends BackendContract {

  @Override
  protected ComputeBackend create() {
    return new OneDnnBackend(new OneDnnConfiguration(Precision.F32, Optional.empty()));
  }

  @Override
  protected double tolerance() {
    return 5e-5;
  }
}
