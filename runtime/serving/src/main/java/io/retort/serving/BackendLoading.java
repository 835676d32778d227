package io.retort.serving;

import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.ComputeBackend;
import java.util.Optional;

/**
 * The compute backend on the program's path while it is made: a native library takes as long to
 * load as a student takes to read, so both are done at the same time.
 */
final class BackendLoading {
  private final Optional<BackendProvider<?>> provider;
  private final Thread thread;
  private ComputeBackend backend;
  private Throwable failure;

  private BackendLoading(Optional<BackendProvider<?>> provider) {
    this.provider = provider;
    this.thread = new Thread(this::load, "retort-backend-loading");
  }

  /** Begins to make the backend, unless plain Java computes. */
  static BackendLoading begin(Computation computation) {
    BackendLoading loading =
        new BackendLoading(
            computation == Computation.JAVA ? Optional.empty() : InstalledBackend.find());
    if (loading.provider.isPresent()) {
      loading.thread.start();
    }
    return loading;
  }

  private void load() {
    try {
      backend = InstalledBackend.create(provider.orElseThrow());
    } catch (Throwable thrown) {
      // Thrown again where the backend is wanted.
      failure = thrown;
    }
  }

  /** The name of the backend that there is. */
  String name() {
    return provider.orElseThrow().name();
  }

  /**
   * The backend, when it is made.
   *
   * @return a backend that the caller closes; empty if there is none
   * @throws io.retort.core.RetortException if it does not work on this machine
   */
  Optional<ComputeBackend> await() {
    if (provider.isEmpty()) {
      return Optional.empty();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException signal) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof RuntimeException refusal) {
      throw refusal;
    } else if (failure instanceof Error error) {
      throw error;
    }
    return Optional.of(backend);
  }

  /** Frees the backend that nobody will use, when it is made. */
  void abandon() {
    try {
      await().ifPresent(ComputeBackend::close);
    } catch (RuntimeException | Error unused) {
      // Whoever abandons it has another failure to tell.
    }
  }
}
