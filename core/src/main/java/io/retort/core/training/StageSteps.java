package io.retort.core.training;

import io.retort.core.strategy.Stage;
import java.util.List;

/** How the steps of a training are shared among its stages. */
final class StageSteps {

  private StageSteps() {}

  /**
   * The number of the last step of each stage. Every stage gets a step, however small its share,
   * and the last one ends the training.
   *
   * @param steps of the training, at least as many as there are stages
   */
  static long[] ends(List<Stage> stages, long steps) {
    long[] ends = new long[stages.size()];
    double shares = 0;
    for (int i = 0; i < ends.length; i++) {
      shares += stages.get(i).share();
      long latest = steps - (ends.length - 1 - i);
      long end = i == ends.length - 1 ? latest : Math.round(shares * steps);
      long earliest = (i == 0 ? 0 : ends[i - 1]) + 1;
      ends[i] = Math.max(earliest, Math.min(end, latest));
    }
    return ends;
  }
}
