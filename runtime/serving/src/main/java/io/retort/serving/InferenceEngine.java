package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.network.SavedNetwork;
import io.retort.serving.interpreter.Interpreter;
import java.util.Optional;

/**
 * What computes a student's predictions.
 *
 * @param name the compute backend's name, or {@code java}
 * @param network the network of one thread, which others share; closed by whoever uses it
 * @param backend frees what the network is computed with
 */
record InferenceEngine(String name, InferenceNetwork network, Runnable backend)
    implements AutoCloseable {

  /**
   * Chooses what computes.
   *
   * @param backend that of the program's path, unless plain Java is to compute
   * @throws RetortException if it does not work
   */
  static InferenceEngine of(Computation computation, BackendLoading backend, SavedNetwork network) {
    try {
      Optional<ComputeBackend> loaded = backend.await();
      if (computation == Computation.BACKEND && loaded.isEmpty()) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "There is no compute backend on the program's path; add one, such as"
                + " io.retort:retort-backend-onednn, or let plain Java compute");
      }
      return loaded.map(each -> on(each, backend.name(), network)).orElseGet(() -> java(network));
    } catch (RetortException refusal) {
      if (computation == Computation.BACKEND) {
        throw refusal;
      }
      System.getLogger(InferenceEngine.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "The student is computed by plain Java, which is slower: " + refusal.getMessage());
      return java(network);
    }
  }

  /** The network on a backend, which is closed with it, or if it cannot have the network. */
  static InferenceEngine on(ComputeBackend backend, String name, SavedNetwork network) {
    try {
      return new InferenceEngine(name, backend.freeze(Folding.of(network)), backend::close);
    } catch (RuntimeException | Error failure) {
      backend.close();
      throw failure;
    }
  }

  private static InferenceEngine java(SavedNetwork network) {
    return new InferenceEngine("java", new Interpreter(Folding.of(network)), () -> {});
  }

  @Override
  public void close() {
    backend.run();
  }
}
