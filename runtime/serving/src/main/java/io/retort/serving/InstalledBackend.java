package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.plugin.Context;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.record.PlainRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The compute backend that a program has on its path: the one that calls itself a default. */
final class InstalledBackend {

  private InstalledBackend() {}

  /**
   * The provider.
   *
   * @return empty if there is none
   * @throws RetortException if there are several, or one that cannot be loaded
   */
  static Optional<BackendProvider<?>> find() {
    List<BackendProvider<?>> found;
    try {
      found =
          ServiceLoader.load(BackendProvider.class, InstalledBackend.class.getClassLoader())
              .stream()
              .<BackendProvider<?>>map(ServiceLoader.Provider::get)
              .filter(BackendProvider::isDefault)
              .toList();
    } catch (ServiceConfigurationError broken) {
      throw new RetortException(
          ErrorKind.PLUGIN, "A compute backend cannot be loaded: " + broken.getMessage(), broken);
    }
    if (found.size() > 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Several compute backends call themselves the default: "
              + found.stream().map(BackendProvider::name).toList()
              + "; leave one on the path");
    }
    return found.stream().findFirst();
  }

  /** Makes the backend, with its keys at their defaults. */
  static <C extends Record> ComputeBackend create(BackendProvider<C> provider) {
    C configuration = PlainRecord.of(provider.configuration()).read(Map.of(), Set.of());
    return provider.create(configuration, new BackendContext(0));
  }

  /** What is offered to the backend: there are no files of its own, and nothing is random. */
  private record BackendContext(long seed) implements Context {
    @Override
    public Path resolve(Path path) {
      return path.toAbsolutePath();
    }

    @Override
    public TrainingListener listener() {
      return TrainingListener.NONE;
    }
  }
}
