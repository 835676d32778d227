package io.retort.runtime.experiment.data;

import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.RowMapping;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Samples in the units of the data, whose values are given on the scale of the heads. */
public final class ScaledSamples extends ForwardingSamples {
  private final Map<String, RowMapping> scales = new HashMap<>();

  ScaledSamples(Samples inUnits, List<Head> heads) {
    super(inUnits);
    for (Head head : heads) {
      RowMapping scale = head.task().fromUnits();
      if (!scale.isIdentity()) {
        scales.put(head.name(), scale);
      }
    }
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    Target.GroundTruth labels = super.labels(head, samples);
    RowMapping scale = scales.get(head);
    if (scale == null || !(labels instanceof Target.Values values)) {
      return labels;
    }
    // The rows are the caller's, and may be changed.
    scale.apply(values.values(), values.values());
    return labels;
  }
}
