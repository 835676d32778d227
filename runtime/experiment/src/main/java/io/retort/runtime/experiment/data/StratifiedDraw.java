package io.retort.runtime.experiment.data;

import io.retort.core.data.Head;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws samples at random such that every class of the first head with classes has its share in
 * each domain, by the method of largest remainders. Which of several equal remainders comes first
 * is drawn once, so that of equal classes larger draws hold the smaller ones. Without classes, all
 * samples of a domain are one class.
 */
public final class StratifiedDraw {
  private final int[][] byClass;
  private final int[] tieOrder;
  private final int size;

  StratifiedDraw(Samples samples, List<Head> heads, long seed) {
    this(Strata.of(samples, heads), seed);
  }

  StratifiedDraw(Strata strata, long seed) {
    this.size = strata.size();
    RandomGenerator random = new SplittableRandom(seed);
    byClass = strata.members();
    for (int[] members : byClass) {
      shuffle(members, random);
    }
    tieOrder = IntStream.range(0, byClass.length).toArray();
    shuffle(tieOrder, random);
  }

  /** So many samples, drawn from all. */
  static IndexSet first(Samples samples, List<Head> heads, long seed, int count) {
    return count == samples.size()
        ? IndexSet.first(count)
        : new StratifiedDraw(samples, heads, seed).first(count);
  }

  /** The first {@code count} samples of the draw. */
  IndexSet first(int count) {
    int[] quotas = quotas(count);
    BitSet members = new BitSet(size);
    for (int c = 0; c < byClass.length; c++) {
      for (int i = 0; i < quotas[c]; i++) {
        members.set(byClass[c][i]);
      }
    }
    return IndexSet.of(members);
  }

  private int[] quotas(int count) {
    int[] quotas = new int[byClass.length];
    // In units of 1/size: as whole numbers, remainders that are equal compare so.
    long[] remainders = new long[byClass.length];
    int left = count;
    for (int c = 0; c < byClass.length; c++) {
      long share = (long) count * byClass[c].length;
      quotas[c] = (int) (share / size);
      remainders[c] = share % size;
      left -= quotas[c];
    }
    Arrays.stream(tieOrder)
        .boxed()
        .sorted(Comparator.comparingLong((Integer c) -> -remainders[c]))
        .limit(left)
        .forEach(c -> quotas[c]++);
    return quotas;
  }

  static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
