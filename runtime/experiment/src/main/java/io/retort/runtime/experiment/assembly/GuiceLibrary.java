package io.retort.runtime.experiment.assembly;

import com.google.auto.service.AutoService;
import io.retort.core.plugin.SharedLibrary;
import java.util.Set;

/** Lets plugins write Guice modules that override what a run binds. */
@AutoService(SharedLibrary.class)
public final class GuiceLibrary implements SharedLibrary {

  /** For {@link java.util.ServiceLoader}. */
  public GuiceLibrary() {}

  @Override
  public Set<String> modules() {
    return Set.of("com.google.guice", "jakarta.inject", "aopalliance");
  }

  @Override
  public Set<String> packages() {
    return Set.of("com.google.inject", "jakarta.inject", "org.aopalliance");
  }
}
