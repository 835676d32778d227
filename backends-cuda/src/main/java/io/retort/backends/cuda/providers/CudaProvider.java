package io.retort.backends.cuda.providers;

import com.google.auto.service.AutoService;
import io.retort.backends.cuda.CudaConfiguration;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.plugin.Context;
import java.util.Optional;

/**
 * Provides the backend {@code cuda}. This version has no kernels for NVIDIA devices: the provider
 * says so, or that the machine has no driver, and never makes a backend.
 */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(BackendProvider.class)
public final class CudaProvider implements BackendProvider<CudaConfiguration> {
  private final CudaDriver driver;

  /** For {@link java.util.ServiceLoader}. */
  public CudaProvider() {
    this(CudaDriver.ofThisMachine());
  }

  CudaProvider(CudaDriver driver) {
    this.driver = driver;
  }

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public Class<CudaConfiguration> configuration() {
    return CudaConfiguration.class;
  }

  @Override
  public ComputeBackend create(CudaConfiguration configuration, Context context) {
    throw new RetortException(
        ErrorKind.ENVIRONMENT, "The backend cuda cannot be used: " + reason());
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.of(reason());
  }

  private String reason() {
    return driver.isLoadable()
        ? "an NVIDIA driver was found, but this version of Retort has no CUDA kernels yet; use"
            + " another backend"
        : "no NVIDIA driver found on this machine (" + driver.library() + " could not be loaded)";
  }
}
