package io.retort.runtime.experiment.data;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.IndexSet;
import io.retort.core.data.SplitKey;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Samples in groups that stay together. */
final class SampleGroups {
  /** Of so many draws, the one is taken whose classes are nearest to their shares. */
  private static final int DRAWS = 32;

  private final SplitKey.Groups key;

  /** The number of each sample's group, in the order in which they come. */
  private final int[] numbers;

  private final int[] sizes;

  private SampleGroups(SplitKey.Groups key, int[] numbers, int count) {
    this.key = key;
    this.numbers = numbers;
    this.sizes = new int[count];
    for (int number : numbers) {
      sizes[number]++;
    }
  }

  static SampleGroups of(int size, SplitKey.Groups key) {
    Map<String, Integer> known = new HashMap<>();
    int[] numbers = new int[size];
    for (int sample = 0; sample < size; sample++) {
      int next = known.size();
      numbers[sample] = known.computeIfAbsent(key.group().apply(sample), name -> next);
    }
    return new SampleGroups(key, numbers, known.size());
  }

  /**
   * Refuses a group that a part has no room for, since it would always be on the other side.
   *
   * @param size of how many samples the part is a share
   */
  void requireRoom(HeldPart part, int size) {
    int largest =
        IntStream.range(0, sizes.length)
            .reduce((one, other) -> sizes[other] > sizes[one] ? other : one)
            .orElseThrow();
    int room = part.count(size);
    if (sizes[largest] <= room) {
      return;
    }
    double share = Math.ceil(100.0 * sizes[largest] / size) / 100;
    throw new RetortException(
        ErrorKind.DATA,
        key.source()
            + ": the group "
            + Echo.quoted(name(largest))
            + " has "
            + sizes[largest]
            + " of "
            + numbers.length
            + " samples, which stay together, but split."
            + part.key()
            + " makes a part of "
            + room
            + "; "
            + (share < 1
                ? String.format(Locale.ROOT, "set it to at least %s, divide the group", share)
                : "divide the group")
            + ", or split without groups");
  }

  private String name(int group) {
    int sample =
        IntStream.range(0, numbers.length)
            .filter(i -> numbers[i] == group)
            .findFirst()
            .orElseThrow();
    return key.group().apply(sample);
  }

  /** Refuses groups that test samples, which come with the data, have in common with these. */
  void requireApart(int size, SplitKey.Groups test) {
    Map<String, Integer> known = new HashMap<>();
    for (int sample = 0; sample < numbers.length; sample++) {
      known.putIfAbsent(key.group().apply(sample), sample);
    }
    for (int sample = 0; sample < size; sample++) {
      String name = test.group().apply(sample);
      if (known.containsKey(name)) {
        throw new RetortException(
            ErrorKind.DATA,
            test.source()
                + ": the group "
                + Echo.quoted(name)
                + " of test samples is among those to train with as well, see "
                + key.source()
                + "; move its samples to one side, or split without groups");
      }
    }
  }

  /**
   * Draws groups as long as they fit into a part.
   *
   * @param strata the classes, whose shares are kept as well as groups allow
   */
  Holdout holdout(Strata strata, HeldPart part, long seed) {
    int room = part.count(numbers.length);
    RandomGenerator random = new SplittableRandom(seed);
    int[] all = strata.sizes();
    int[] order = IntStream.range(0, sizes.length).toArray();
    boolean[] best = new boolean[sizes.length];
    double least = Double.POSITIVE_INFINITY;
    for (int draw = 0; draw < DRAWS; draw++) {
      StratifiedDraw.shuffle(order, random);
      boolean[] held = fitting(order, room);
      double deviation = deviation(held, strata, all, room);
      if (deviation < least) {
        least = deviation;
        best = held;
      }
    }
    boolean[] chosen = best;
    return Holdout.of(
        numbers.length, IndexSet.of(numbers.length, sample -> chosen[numbers[sample]]));
  }

  /** The first groups of an order, without those for which there is no room any more. */
  private boolean[] fitting(int[] order, int room) {
    boolean[] held = new boolean[sizes.length];
    int left = room;
    for (int group : order) {
      if (sizes[group] <= left) {
        held[group] = true;
        left -= sizes[group];
      }
    }
    return held;
  }

  /** How far the numbers of the classes are from their shares of a part: Pearson's statistic. */
  private double deviation(boolean[] held, Strata strata, int[] all, int room) {
    int[] found = new int[strata.count()];
    for (int i = 0; i < numbers.length; i++) {
      if (held[numbers[i]]) {
        found[strata.get(i)]++;
      }
    }
    return IntStream.range(0, found.length)
        .filter(stratum -> all[stratum] > 0)
        .mapToDouble(
            stratum -> {
              double expected = (double) room * all[stratum] / numbers.length;
              return (found[stratum] - expected) * (found[stratum] - expected) / expected;
            })
        .sum();
  }
}
