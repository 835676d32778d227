package io.retort.runtime.experiment.data;

import io.retort.core.data.Dataset;
import io.retort.runtime.experiment.settings.SplitSettings;

/** Splits of data sets in one step. */
public final class SplitData {

  private SplitData() {}

  /** Prepares and splits a data set. */
  public static DataSplit of(Dataset dataset, SplitSettings settings, boolean scaleTargets) {
    return DataSplit.of(PreparedData.of(dataset, settings.heldOut(), scaleTargets), settings);
  }
}
