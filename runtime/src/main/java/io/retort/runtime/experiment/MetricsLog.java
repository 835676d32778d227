package io.retort.runtime.experiment;

import io.retort.core.RetortException;
import io.retort.core.training.EpochReport;
import io.retort.core.training.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends every epoch's figures to {@code metrics.jsonl}, a line of JSON each. */
final class MetricsLog implements TrainingListener {
  private final Path file;

  MetricsLog(Path file) {
    this.file = file;
  }

  @Override
  public void epoch(EpochReport report) {
    try {
      Files.writeString(
          file,
          Json.line(report) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new RetortException(
          "The log " + file + " cannot be written: " + unwritable + "; free some space",
          unwritable);
    }
  }
}
