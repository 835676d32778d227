package io.retort.backends.cpu.onednn;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.HostInputLoader;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.backend.InputLoader;
import io.retort.core.backend.Network;
import io.retort.core.data.Samples;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.plugin.CacheFolder;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Vector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles networks to primitives of oneDNN: every layer there is. */
final class OneDnnBackend implements ComputeBackend {
  private final Engine engine;

  OneDnnBackend(OneDnnConfiguration configuration) {
    this(limits(configuration), verifier(configuration));
  }

  /** A backend with other limits. */
  OneDnnBackend(Limits limits, KernelVerifier verifier) {
    this.engine = new Engine(limits, verifier);
  }

  private static KernelVerifier verifier(OneDnnConfiguration configuration) {
    return configuration.verifyKernels()
        ? KernelVerifier.with(KernelVerdicts.in(Processor.verdicts(CacheFolder.of("onednn"))))
        : KernelVerifier.off();
  }

  private static Limits limits(OneDnnConfiguration configuration) {
    int threads = configuration.threads().orElse(Runtime.getRuntime().availableProcessors());
    boolean bf16 = configuration.precision() != Precision.F32;
    if (configuration.precision() == Precision.BF16 && !Engine.hasBf16()) {
      System.getLogger(OneDnnBackend.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "This processor has neither AVX-512-bf16 nor AMX; the backend onednn computes in"
                  + " f32");
    }
    return Limits.of(threads, bf16 && Engine.hasBf16());
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    return new OneDnnNetwork(plan, options, engine);
  }

  @Override
  public InferenceNetwork freeze(SavedNetwork network) {
    return new OneDnnInference(network, engine);
  }

  @Override
  public Vector vector(int length) {
    return HostVector.allocate(length, engine.workers());
  }

  @Override
  public InputLoader inputs(Samples samples, Shape input) {
    return new HostInputLoader(samples, input, engine.workers());
  }

  @Override
  public int concurrentTrainings() {
    return engine.limits().threads();
  }

  @Override
  public List<String> findings() {
    return engine.verifier().findings();
  }

  @Override
  public String precision() {
    return engine.limits().bf16() ? "bf16" : "f32";
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("library", "oneDNN " + Processor.library());
    environment.put("instructions", Processor.instructions());
    environment.put("threads", Integer.toString(engine.limits().threads()));
    environment.put("precision", precision());
    return environment;
  }

  @Override
  public void close() {
    engine.close();
  }
}
