package io.retort.backends.cpu.onednn;

import com.google.auto.service.AutoService;
import io.retort.backends.cpu.natives.NativeJar;
import io.retort.backends.cpu.natives.NativeLibraries;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration;
import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.plugin.Context;

/** Provides the backend {@code onednn}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(BackendProvider.class)
public final class OneDnnProvider implements BackendProvider<OneDnnConfiguration> {

  /** For {@link java.util.ServiceLoader}. */
  public OneDnnProvider() {}

  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public Class<OneDnnConfiguration> configuration() {
    return OneDnnConfiguration.class;
  }

  @Override
  public boolean isDefault() {
    return true;
  }

  @Override
  public ComputeBackend create(OneDnnConfiguration configuration, Context context) {
    NativeLibraries.load(
        "oneDNN",
        org.bytedeco.dnnl.global.dnnl.class,
        new NativeJar("org.bytedeco:javacpp", "org/bytedeco/javacpp", "jnijavacpp"),
        new NativeJar("org.bytedeco:opencl", "org/bytedeco/opencl", "jniOpenCL"),
        new NativeJar("org.bytedeco:dnnl", "org/bytedeco/dnnl", "jnidnnl"));
    return new OneDnnBackend(configuration);
  }
}
