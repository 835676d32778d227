package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration;
import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration.Precision;
import io.retort.core.backend.BackendProvider;
import io.retort.testkit.BackendContract;
import java.util.Optional;

/** The backend in 64-bit arithmetic keeps the contract of all backends. */
class Dl4jF64ContractTest extends BackendContract<Dl4jConfiguration> {

  @Override
  protected BackendProvider<Dl4jConfiguration> provider() {
    return new Dl4jProvider();
  }

  @Override
  protected Dl4jConfiguration configuration() {
    return new Dl4jConfiguration(Precision.F64, Optional.empty());
  }

  @Override
  protected double tolerance() {
    return 1e-6;
  }
}
