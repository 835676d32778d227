package io.retort.runtime.experiment.recording;

import com.google.inject.Inject;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.json.Json;

/** Appends every epoch's figures to {@code metrics.jsonl}, a line of JSON each. */
public final class MetricsLog implements TrainingListener {
  private final HashingStore store;

  @Inject
  MetricsLog(HashingStore store) {
    this.store = store;
  }

  @Override
  public void epoch(EpochReport report) {
    store.append("metrics.jsonl", Json.line(report));
  }
}
