package io.retort.runtime.experiment.data;

import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import java.util.List;

/** Chooses how samples are divided: by the key that they have, or by a draw. */
final class SampleDivision {

  private SampleDivision() {}

  /**
   * Divides samples as their key says, or draws them with the classes in equal shares.
   *
   * @param part what is held out, with its key under {@code split}
   * @param seed decides what is drawn
   * @throws io.retort.core.RetortException if one of the parts would be empty
   */
  static Holdout divide(Samples samples, List<Head> heads, HeldPart part, long seed) {
    int count = part.count(samples.size());
    Strata strata = Strata.of(samples, heads);
    return samples
        .splitKey()
        .<Holdout>map(
            key ->
                key.match(
                    groups -> SampleGroups.of(samples.size(), groups).holdout(strata, part, seed),
                    times -> LatestSamples.of(samples.size(), times).holdout(part)))
        .orElseGet(() -> Holdout.of(samples.size(), new StratifiedDraw(strata, seed).first(count)));
  }

  /**
   * Refuses what no draw could divide, before anything is trained.
   *
   * @param test what is taken away for the test; nothing if {@code given}
   * @param given whether the test samples come with the data
   */
  static void requireDivisible(Samples samples, HeldPart test, boolean given, HeldPart validation) {
    if (samples.splitKey().orElse(null) instanceof SplitKey.Groups groups) {
      SampleGroups all = SampleGroups.of(samples.size(), groups);
      int left = samples.size();
      if (!given) {
        all.requireRoom(test, left);
        left -= test.count(left);
      }
      all.requireRoom(validation, left);
    }
  }

  /** Refuses test samples from which those to train with are not kept apart as their keys say. */
  static void requireApart(Samples train, Samples test) {
    SplitKey key = train.splitKey().orElse(null);
    SplitKey other = test.splitKey().orElse(null);
    if (key instanceof SplitKey.Groups groups && other instanceof SplitKey.Groups tested) {
      SampleGroups.of(train.size(), groups).requireApart(test.size(), tested);
    } else if (key instanceof SplitKey.Times times && other instanceof SplitKey.Times tested) {
      LatestSamples.of(train.size(), times).requireBefore(test.size(), tested);
    }
  }
}
