package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The order in which samples are visited: a new seeded permutation for each pass, cut into batches
 * of which the last may be smaller, or left out. Where the samples fall into several domains, each
 * batch has the same number of each; a pass is over when the largest domain is, and smaller ones
 * begin again, in a new order, whenever they are through. Where there are several {@linkplain
 * Samples#views views} of the samples, a pass shows one of them, and the next pass the next one.
 */
final class BatchOrder {
  private final List<Permutation> domains = new ArrayList<>();
  private final int size;
  private final int largest;
  private final int share;

  BatchOrder(Samples samples, int batch, boolean dropLast, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    int count = samples.domains();
    int[] sizes = new int[count];
    int pass = pass(samples);
    int views = samples.size() / pass;
    for (int i = 0; i < pass; i++) {
      sizes[samples.domain(i)]++;
    }
    int longest = 0;
    for (int domain = 0; domain < count; domain++) {
      if (sizes[domain] == 0) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "Part "
                + (domain + 1)
                + " of the data has no training samples; take fewer away in 'split'");
      }
      longest = sizes[domain] > sizes[longest] ? domain : longest;
    }
    if (batch < count) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The batch of "
              + batch
              + " samples is too small for data made of "
              + count
              + " parts; each batch has samples of all of them");
    }
    this.size = samples.size();
    this.largest = longest;
    this.share = batch / count;
    for (int domain = 0; domain < count; domain++) {
      int drawn = domain;
      IndexSet all = IndexSet.of(pass, sample -> samples.domain(sample) == drawn);
      int used = dropLast && all.size() > share ? all.size() / share * share : all.size();
      domains.add(new Permutation(all, used, new Views(views, pass), random));
    }
  }

  /** How many samples a pass shows: each of them in one view. */
  static int pass(Samples samples) {
    return samples.size() / samples.views().orElse(1);
  }

  /** The number of batches of a pass. */
  long batches() {
    return ((long) domains.get(largest).used + share - 1) / share;
  }

  /** The next batch, the first one of a new pass where the last pass is complete. */
  int[] next() {
    if (domains.size() == 1) {
      return domains.get(0).next(share);
    }
    List<int[]> parts = domains.stream().map(domain -> domain.next(share)).toList();
    int[] all = new int[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /**
   * The samples of the next batches.
   *
   * @param batches how many
   * @param share gives those of a batch that are asked for
   */
  BitSet next(long batches, UnaryOperator<int[]> share) {
    BitSet samples = new BitSet();
    int found = 0;
    for (long i = 0; i < batches && found < size; i++) {
      for (int sample : share.apply(next())) {
        found += samples.get(sample) ? 0 : 1;
        samples.set(sample);
      }
    }
    return samples;
  }

  /** Whether the batch given last was the last one of its pass. */
  boolean passComplete() {
    return domains.get(largest).complete();
  }

  /**
   * Views of samples.
   *
   * @param count how many there are
   * @param distance between the indexes of a sample in one view and in the next
   */
  private record Views(int count, int distance) {}

  /** The samples of one domain, in an order that is drawn again for each pass over them. */
  private static final class Permutation {
    private final SamplePermutation order;
    private final int used;
    private final Views views;
    private final RandomGenerator random;
    private int next;
    private int view = -1;

    Permutation(IndexSet samples, int used, Views views, RandomGenerator random) {
      this.order = SamplePermutation.of(samples);
      this.used = used;
      this.views = views;
      this.random = random;
      this.next = samples.size();
    }

    boolean complete() {
      return next >= used;
    }

    int[] next(int wanted) {
      if (complete()) {
        order.draw(random);
        next = 0;
        view = (view + 1) % views.count();
      }
      int end = next + Math.min(wanted, used - next);
      int[] samples = order.slice(next, end);
      for (int i = 0; i < samples.length; i++) {
        samples[i] += view * views.distance();
      }
      next = end;
      return samples;
    }
  }
}
