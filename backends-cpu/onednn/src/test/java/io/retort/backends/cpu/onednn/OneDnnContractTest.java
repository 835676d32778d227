package io.retort.backends.cpu.onednn;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.BackendProvider;
import io.retort.testkit.BackendContract;
import java.util.Optional;

/** The backend in 32-bit arithmetic keeps the contract of all backends. */
class OneDnnContractTest extends BackendContract<OneDnnConfiguration> {

  @Override
  protected BackendProvider<OneDnnConfiguration> provider() {
    return new OneDnnProvider();
  }

  @Override
  protected OneDnnConfiguration configuration() {
    return new OneDnnConfiguration(Precision.F32, Optional.empty(), true);
  }

  @Override
  protected double tolerance() {
    return 5e-5;
  }
}
