package io.retort.runtime.experiment.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.IndexSet;
import io.retort.core.data.SplitKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Samples in the order of their times. */
final class LatestSamples {
  private final SplitKey.Times key;
  private final double[] times;

  private LatestSamples(SplitKey.Times key, double[] times) {
    this.key = key;
    this.times = times;
  }

  static LatestSamples of(int size, SplitKey.Times key) {
    double[] times = IntStream.range(0, size).mapToDouble(key.time()).toArray();
    for (int sample = 0; sample < size; sample++) {
      if (!Double.isFinite(times[sample])) {
        throw new RetortException(
            ErrorKind.DATA,
            key.source()
                + ": the time of sample "
                + sample
                + " is "
                + times[sample]
                + "; give every sample a time, or split without times");
      }
    }
    return new LatestSamples(key, times);
  }

  /**
   * Holds the latest samples out, as many as come nearest to the share of a part without dividing
   * samples of one time.
   */
  Holdout holdout(HeldPart part) {
    int wanted = part.count(times.length);
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    int first =
        IntStream.range(1, sorted.length)
            .filter(i -> sorted[i] > sorted[i - 1])
            .boxed()
            .min(Comparator.comparingInt(i -> Math.abs(sorted.length - i - wanted)))
            .orElseThrow(() -> atOnce(part));
    double from = sorted[first];
    return Holdout.of(times.length, IndexSet.of(times.length, sample -> times[sample] >= from));
  }

  private RetortException atOnce(HeldPart part) {
    return new RetortException(
        ErrorKind.DATA,
        key.source()
            + ": all "
            + times.length
            + " samples from which split."
            + part.key()
            + " takes the latest are of the same time; give finer times, or split without times");
  }

  /** Refuses test samples that come with the data and are not later than all of these. */
  void requireBefore(int size, SplitKey.Times test) {
    double earliest = Arrays.stream(of(size, test).times).min().orElseThrow();
    double latest = Arrays.stream(times).max().orElseThrow();
    if (earliest <= latest) {
      throw new RetortException(
          ErrorKind.DATA,
          test.source()
              + ": test samples are not later than all samples to train with, see "
              + key.source()
              + "; give later ones, or split without times");
    }
  }
}
