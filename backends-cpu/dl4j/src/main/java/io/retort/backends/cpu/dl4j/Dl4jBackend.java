package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.configuration.Dl4jConfiguration;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Network;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Vector;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Compiles networks to Deeplearning4j's ComputationGraph. */
final class Dl4jBackend implements ComputeBackend {
  private final DataType type;

  Dl4jBackend(Dl4jConfiguration configuration) {
    this.type =
        switch (configuration.precision()) {
          case F32 -> DataType.FLOAT;
          case F64 -> DataType.DOUBLE;
        };
    configuration.threads().ifPresent(Dl4jBackend::useThreads);
  }

  /** ND4J and its BLAS have one setting each, for the whole process. */
  private static void useThreads(int threads) {
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.factory().blas().setMaxThreads(threads);
  }

  @Override
  public Network compile(NetworkPlan plan, CompileOptions options) {
    return new Dl4jNetwork(plan, options, type);
  }

  @Override
  public Vector vector(int length) {
    return HostVector.allocate(length);
  }

  @Override
  public String precision() {
    return type == DataType.DOUBLE ? "f64" : "f32";
  }

  @Override
  public void close() {
    // Networks own all memory; the native libraries stay loaded until the process ends.
  }
}
