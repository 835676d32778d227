package io.retort.backends.cpu.onednn;

import io.retort.backends.cpu.OneDnnConfiguration;
import io.retort.backends.cpu.OneDnnConfiguration.Precision;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import org.slf4j.LoggerFactory;

/** Compiles networks to primitives of oneDNN: every layer there is. */
final class OneDnnBackend implements ComputeBackend {
  private final Engine engine;

  OneDnnBackend(OneDnnConfiguration configuration) {
    this(limits(configuration));
  }

  /** A backend with other limits. */
  OneDnnBackend(Limits limits) {
    this.engine = new Engine(limits);
  }

  private static Limits limits(OneDnnConfiguration configuration) {
    int threads = configuration.threads().orElse(Runtime.getRuntime().availableProcessors());
    boolean bf16 = configuration.precision() == Precision.BF16;
    if (bf16 && !Engine.hasBf16()) {
      LoggerFactory.getLogger(OneDnnBackend.class)
          .warn(
              "This processor has neither AVX-512-bf16 nor AMX; the backend onednn computes in f32");
    }
    return Limits.of(threads, bf16 && Engine.hasBf16());
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    return new OneDnnNetwork(plan, options, engine);
  }

  @Override
  public void close() {
    engine.close();
  }
}
