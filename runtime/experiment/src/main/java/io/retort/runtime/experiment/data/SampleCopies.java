package io.retort.runtime.experiment.data;

import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Finds held-out samples that are also among those to train with. Memory is used for those that are
 * held out alone; the others are gone through once.
 */
public final class SampleCopies {
  /** The hashes of samples that are held out. */
  private final long[] hashes;

  /** They, each once and in order. */
  private final long[] sorted;

  private final BitSet found = new BitSet();

  /** Most hashes are not among these; this tells so by one look. */
  private final BitSet ends = new BitSet();

  private final int endMask;
  private final IndexSet train;

  /**
   * Samples that are held out of a training.
   *
   * @param samples the samples
   * @param train the places in a list of those that are trained with
   */
  public record HeldOut(Samples samples, IndexSet train) {}

  private SampleCopies(HeldOut held, TrainingData data) {
    this.train = held.train();
    this.hashes = SampleHashes.of(held.samples(), data);
    this.sorted = Arrays.stream(hashes).sorted().distinct().toArray();
    this.endMask = (int) Math.min(1L << 30, Long.highestOneBit(1 + 32L * sorted.length)) - 1;
    for (long hash : sorted) {
      ends.set((int) hash & endMask);
    }
  }

  private void look(long hash) {
    if (ends.get((int) hash & endMask)) {
      int place = Arrays.binarySearch(sorted, hash);
      if (place >= 0) {
        found.set(place);
      }
    }
  }

  private int count() {
    return (int)
        Arrays.stream(hashes).filter(hash -> found.get(Arrays.binarySearch(sorted, hash))).count();
  }

  /**
   * Counts them.
   *
   * @param all the list of samples, some of which are trained with
   * @param data what all samples are of: shape of inputs and heads
   * @param held what is held out of different trainings
   * @param progress is told how many more samples were gone through
   * @return for each, how many of its samples are also trained with
   */
  public static int[] count(
      Samples all, TrainingData data, List<HeldOut> held, LongConsumer progress) {
    SampleCopies[] copies =
        held.stream().map(part -> new SampleCopies(part, data)).toArray(SampleCopies[]::new);
    SampleHashes.forEach(
        all,
        data,
        (sample, hash) -> {
          for (SampleCopies part : copies) {
            if (part.train.place(sample) >= 0) {
              part.look(hash);
            }
          }
          progress.accept(1);
        });
    return Arrays.stream(copies).mapToInt(SampleCopies::count).toArray();
  }
}
