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
  public synchronized boolean add(Warning warning) {
    return warnings.add(warning);
  }

  public synchronized List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Brings warnings of trainings that were made at the same time into the order of the trainings.
   *
   * @param first how many warnings came before the trainings
   * @param later the warnings of the trainings, those of the first training first
   */
  public synchronized void arrange(int first, List<Warning> later) {
    List<Warning> all = List.copyOf(warnings);
    warnings.clear();
    warnings.addAll(all.subList(0, first));
    later.stream().filter(all::contains).forEach(warnings::add);
    warnings.addAll(all);
  }
}
