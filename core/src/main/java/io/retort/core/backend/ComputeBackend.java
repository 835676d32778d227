package io.retort.core.backend;

import io.retort.core.data.Samples;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Vector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that can run and train networks: a library on a processor or an accelerator. */
public interface ComputeBackend extends AutoCloseable {

  /**
   * What in a network this backend cannot compile.
   *
   * @param plan a network
   * @return for each node at fault, a clause such as "has no GRU"; empty if {@link #compile} works
   */
  default Map<String, String> unsupported(NetworkPlan plan) {
    return Map.of();
  }

  /**
   * Compiles a network. Its parameters are all 0 until weights are loaded.
   *
   * @param plan the network
   * @param options taps and seed
   * @return a network that the caller closes before the backend
   * @throws io.retort.core.RetortException naming the nodes that are {@link #unsupported}
   */
  Network compile(NetworkPlan plan, CompileOptions options);

  /**
   * Prepares a trained network for predictions.
   *
   * @param network the network and its weights
   * @return a network that the caller closes before the backend; one that is compiled and loaded
   *     like any other unless overridden
   * @throws io.retort.core.RetortException naming the nodes that are {@link #unsupported}
   */
  default InferenceNetwork freeze(SavedNetwork network) {
    return new CompiledInference(this, network);
  }

  /**
   * Allocates a vector of zeros where this backend computes.
   *
   * @param length the number of values, at least 1
   * @return a vector that the caller closes before the backend
   */
  Vector vector(int length);

  /**
   * Brings the inputs of samples to where this backend computes. An accelerator may hold all of
   * them, and gather batches there.
   *
   * @param samples the samples
   * @param input the shape of one sample's input
   * @return a loader that the caller closes before the backend; one that gathers in the host's
   *     memory unless overridden
   */
  default InputLoader inputs(Samples samples, Shape input) {
    return new HostInputLoader(samples, input, HostThreads.caller());
  }

  /**
   * Compiles a loss, so that it is evaluated where this backend computes. A backend that computes
   * in the host's memory needs none: losses work there.
   *
   * @param program the loss
   * @return a kernel that the caller closes before the backend; empty unless overridden, and then
   *     outputs are copied to the host for the loss, and gradients back
   */
  default Optional<LossKernel> compile(LossProgram program) {
    return Optional.empty();
  }

  /**
   * How many networks this backend can train at the same time, each in a thread of its own, so that
   * all are trained sooner than one after the other, and to the same bits.
   *
   * @return at least 1, and 1 unless overridden: one network at a time
   */
  default int concurrentTrainings() {
    return 1;
  }

  /**
   * What is worth knowing about what this backend has computed with so far, such as code of a
   * library that was found to be wrong and is passed over.
   *
   * @return a sentence without a full stop for each; empty if there is nothing
   */
  default List<String> findings() {
    return List.of();
  }

  /**
   * How values are stored and multiplied. With another precision results differ by more than their
   * last bits.
   *
   * @return such as {@code bf16} or {@code f64}; {@code f32} unless overridden
   */
  default String precision() {
    return "f32";
  }

  /**
   * What the last bits of this backend's results depend on besides its configuration, such as the
   * number of threads and the processor's set of instructions.
   *
   * @return by name; empty if they depend on nothing else
   */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** Frees all memory and ends all threads of the backend. */
  @Override
  void close();
}
