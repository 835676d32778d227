package io.retort.backends.cpu.dl4j;

import com.google.auto.service.AutoService;
import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration;
import io.retort.backends.cpu.dl4j.nd4j.Nd4jLibrary;
import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.plugin.Context;

/** Provides the backend {@code dl4j}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(BackendProvider.class)
public final class Dl4jProvider implements BackendProvider<Dl4jConfiguration> {

  /** For {@link java.util.ServiceLoader}. */
  public Dl4jProvider() {}

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public Class<Dl4jConfiguration> configuration() {
    return Dl4jConfiguration.class;
  }

  @Override
  public ComputeBackend create(Dl4jConfiguration configuration, Context context) {
    Nd4jLibrary.load();
    return new Dl4jBackend(configuration);
  }
}
