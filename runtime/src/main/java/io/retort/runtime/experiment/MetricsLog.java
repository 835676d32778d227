package io.retort.runtime.experiment;

import io.retort.core.training.EpochReport;
import io.retort.core.training.TrainingListener;
import io.retort.runtime.output.Json;
import io.retort.runtime.output.RunFolder;

/** Appends every epoch's figures to {@code metrics.jsonl}, a line of JSON each. */
record MetricsLog(RunFolder folder) implements TrainingListener {

  @Override
  public void epoch(EpochReport report) {
    folder.append("metrics.jsonl", Json.line(report));
  }
}
