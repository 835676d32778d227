package io.retort.runtime.experiment.data;

import io.retort.core.data.Head;
import io.retort.core.data.IndexSet;
import io.retort.core.data.PseudorandomPermutation;
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
  private final int[] sizes;
  private final Order order;
  private final int[] tieOrder;
  private final int size;

  StratifiedDraw(Samples samples, List<Head> heads, long seed) {
    this(Strata.of(samples, heads), seed);
  }

  StratifiedDraw(Strata strata, long seed) {
    this(strata, seed, PseudorandomPermutation.MOST_SHUFFLED);
  }

  /** A draw from so many samples by arrays, and from more without. */
  StratifiedDraw(Strata strata, long seed, int mostShuffled) {
    this.size = strata.size();
    RandomGenerator random = new SplittableRandom(seed);
    this.sizes = strata.sizes();
    this.order = size <= mostShuffled ? shuffled(strata, random) : computed(strata, sizes, random);
    tieOrder = IntStream.range(0, sizes.length).toArray();
    shuffle(tieOrder, random);
  }

  /** The samples of each class in an order of which a draw has the first ones. */
  @FunctionalInterface
  private interface Order {
    void first(int[] quotas, BitSet members);
  }

  private static Order shuffled(Strata strata, RandomGenerator random) {
    int[][] byClass = strata.members();
    for (int[] members : byClass) {
      shuffle(members, random);
    }
    return (quotas, members) -> {
      for (int c = 0; c < byClass.length; c++) {
        Arrays.stream(byClass[c], 0, quotas[c]).forEach(members::set);
      }
    };
  }

  private static Order computed(Strata strata, int[] sizes, RandomGenerator random) {
    List<PseudorandomPermutation> places =
        Arrays.stream(sizes).mapToObj(each -> new PseudorandomPermutation(each, random)).toList();
    return (quotas, members) -> {
      int[] before = new int[sizes.length];
      for (int i = 0; i < strata.size(); i++) {
        int c = strata.get(i);
        if (places.get(c).of(before[c]++) < quotas[c]) {
          members.set(i);
        }
      }
    };
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
    order.first(quotas, members);
    return IndexSet.of(members);
  }

  private int[] quotas(int count) {
    int[] quotas = new int[sizes.length];
    // In units of 1/size: as whole numbers, remainders that are equal compare so.
    long[] remainders = new long[sizes.length];
    int left = count;
    for (int c = 0; c < sizes.length; c++) {
      long share = (long) count * sizes[c];
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
