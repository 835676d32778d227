package io.retort.runtime.experiment;

import com.google.inject.Singleton;
import io.retort.core.Warning;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The warnings of a run in the order in which they came up, each once. */
@Singleton
final class WarningLog {
  private final Set<Warning> warnings = new LinkedHashSet<>();

  /** Keeps a warning; false if it is there already. */
  boolean add(Warning warning) {
    return warnings.add(warning);
  }

  List<Warning> warnings() {
    return List.copyOf(warnings);
  }
}
