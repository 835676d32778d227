package io.retort.runtime.plugin;

import java.util.HashSet;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.Spliterator;

/**
 * Goes through the providers of one service at one source. Whatever a provider throws on the way
 * becomes a problem, and the scan goes on behind it.
 */
final class ProviderScan {
  /** A loader that fails so often in a row will not recover: it fails at the same place. */
  private static final int MAX_FAILURES_IN_A_ROW = 100;

  private final PluginSource source;
  private final Class<?> service;
  private final ProviderSink sink;
  private final Set<DeclaredProvider> blamed = new HashSet<>();
  private boolean reachedParents;

  ProviderScan(PluginSource source, Class<?> service, ProviderSink sink) {
    this.source = source;
    this.service = service;
    this.sink = sink;
  }

  void run() {
    // Not an iterator: a stream's elements know their class before they are instantiated.
    Spliterator<? extends ServiceLoader.Provider<?>> found =
        source.services(service).stream().spliterator();
    int failures = 0;
    // A layer's own providers come before those of its parents, of which there are many.
    while (failures < MAX_FAILURES_IN_A_ROW && !reachedParents) {
      try {
        if (!found.tryAdvance(this::load)) {
          return;
        }
        failures = 0;
      } catch (ServiceConfigurationError | LinkageError failure) {
        failures++;
        sink.failed(source, blame(failure), failure);
      }
    }
  }

  private void load(ServiceLoader.Provider<?> provider) {
    Class<?> type = provider.type();
    if (!source.owns(type)) {
      reachedParents = source.isLayer();
      return;
    }
    try {
      sink.found(provider.get(), source);
    } catch (ServiceConfigurationError | LinkageError failure) {
      sink.failed(source, type.getName() + " in " + OriginReader.read(type), failure);
    }
  }

  /** The declaration behind a failure that has no class to ask. */
  private String blame(Throwable failure) {
    return source.declared(service).stream()
        .filter(declared -> declared.failedWith(failure) && blamed.add(declared))
        .findFirst()
        .map(declared -> declared.className() + " in " + declared.place())
        .orElse("a declared provider");
  }
}
