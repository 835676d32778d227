package io.retort.runtime.experiment.assembly;

import com.google.inject.Singleton;
import io.retort.core.Warning;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The warnings of a run in the order in which they came up, each once. */
@Singleton
public final class WarningLog {
  private final Set<Warning> warnings = new LinkedHashSet<>();

  /** Keeps a warning; false if it is there already. */
  public boolean add(Warning warning) {
    return warnings.add(warning);
  }

  public List<Warning> warnings() {
    return List.copyOf(warnings);
  }
}
