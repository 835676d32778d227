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
  /** As many products as take about 10 µs in f32: what it takes to copy a value and a weight. */
  private static final long WORTH_ROUNDING = 1 << 20;

  /** About 100 µs of work. */
  private static final long WORTH_A_THREAD = 10_000_000;

  private final Engine engine;

  OneDnnBackend(OneDnnConfiguration configuration) {
    this(configuration, WORTH_A_THREAD, WORTH_ROUNDING);
  }

  /**
   * A backend with other limits.
   *
   * @param productsPerThread how much a batch's pass forward must multiply for each thread
   * @param leastProducts how much a layer must multiply to compute in bf16, if that is asked for
   */
  OneDnnBackend(OneDnnConfiguration configuration, long productsPerThread, long leastProducts) {
    int threads = configuration.threads().orElse(Runtime.getRuntime().availableProcessors());
    boolean bf16 = configuration.precision() == Precision.BF16;
    if (bf16 && !Engine.hasBf16()) {
      LoggerFactory.getLogger(OneDnnBackend.class)
          .warn(
              "This processor has neither AVX-512-bf16 nor AMX; the backend onednn computes in f32");
    }
    this.engine =
        new Engine(
            threads, productsPerThread, bf16 && Engine.hasBf16() ? leastProducts : Long.MAX_VALUE);
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
