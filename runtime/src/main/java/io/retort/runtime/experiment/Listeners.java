package io.retort.runtime.experiment;

import io.retort.core.training.EpochReport;
import io.retort.core.training.TrainingListener;
import java.util.List;

/** Tells several listeners. */
record Listeners(List<TrainingListener> all) implements TrainingListener {

  Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void epoch(EpochReport report) {
    all.forEach(listener -> listener.epoch(report));
  }

  @Override
  public void message(String message) {
    all.forEach(listener -> listener.message(message));
  }
}
