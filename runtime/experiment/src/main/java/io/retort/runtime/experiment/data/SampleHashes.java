package io.retort.runtime.experiment.data;

import io.retort.core.data.Head;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Hashes of samples, inputs and labels together, by which those are found that lists have in
 * common. With 64 bits, a million samples are taken for equal by mistake in one of ten million
 * cases.
 */
public final class SampleHashes {
  private static final int BATCH = 256;

  private SampleHashes() {}

  /** Takes hashes. */
  @FunctionalInterface
  interface HashConsumer {

    /**
     * Takes the hash of the next sample.
     *
     * @param sample its index
     */
    void accept(int sample, long hash);
  }

  /** The hashes of the samples of a list, in their order. */
  static long[] of(Samples samples, TrainingData data) {
    long[] hashes = new long[samples.size()];
    forEach(samples, data, (sample, hash) -> hashes[sample] = hash);
    return hashes;
  }

  /** Gives the hashes of the samples of a list, in their order. */
  static void forEach(Samples samples, TrainingData data, HashConsumer each) {
    forEach(samples, data.inputShape(), data.heads(), each);
  }

  private static void forEach(
      Samples samples, Shape inputShape, List<Head> heads, HashConsumer each) {
    for (int start = 0; start < samples.size(); start += BATCH) {
      int count = Math.min(BATCH, samples.size() - start);
      int[] indexes = IntStream.range(start, start + count).toArray();
      long[] hashes = new long[count];
      try (Tensor inputs = Tensor.allocate(inputShape.batch(count))) {
        samples.inputs(indexes, inputs);
        add(hashes, inputs, inputShape.elements());
      }
      for (Head head : heads) {
        if (head.task().hasLabels()) {
          addLabels(hashes, samples.labels(head.name(), indexes), head.task().outputs());
        }
      }
      for (int i = 0; i < count; i++) {
        each.accept(indexes[i], hashes[i]);
      }
    }
  }

  /**
   * One hash of all samples of a list, in their order, with what divides and weighs them.
   *
   * @param samples the list
   * @param data what it is of: shape of inputs and heads
   */
  public static long ofAll(Samples samples, TrainingData data) {
    long all = all(samples, data.inputShape(), data.heads());
    return withWeights(withSplitKeys(withIds(all, samples), samples), samples);
  }

  /**
   * One hash of the inputs of a list, in their order, and of the rows that they come from: of all
   * that a teacher may be given.
   *
   * @param samples the list
   * @param inputShape the shape of one sample's input
   */
  public static long ofInputs(Samples samples, Shape inputShape) {
    long all = all(samples, inputShape, List.of());
    Optional<RawRows> rows = samples.rows();
    for (int i = 0; rows.isPresent() && i < samples.size(); i++) {
      all = mixed(all, new TreeMap<>(rows.get().row(i)).toString().hashCode());
    }
    return withIds(all, samples);
  }

  private static long all(Samples samples, Shape inputShape, List<Head> heads) {
    long[] all = {samples.size()};
    forEach(samples, inputShape, heads, (sample, hash) -> all[0] = mixed(all[0], hash));
    return all[0];
  }

  private static long withIds(long hash, Samples samples) {
    long all = hash;
    for (int i = 0; i < samples.size(); i++) {
      Optional<String> id = samples.id(i);
      if (id.isPresent()) {
        all = mixed(all, id.get().hashCode());
      }
    }
    return all;
  }

  private static long withSplitKeys(long hash, Samples samples) {
    return samples
        .splitKey()
        .map(
            key ->
                key.<IntToLongFunction>match(
                    groups -> sample -> groups.group().apply(sample).hashCode(),
                    times -> sample -> Double.doubleToLongBits(times.time().applyAsDouble(sample))))
        .map(key -> with(hash, samples, key))
        .orElse(hash);
  }

  private static long withWeights(long hash, Samples samples) {
    return samples
        .weights()
        .map(SampleWeights::weight)
        .map(
            weight ->
                with(
                    hash, samples, sample -> Double.doubleToLongBits(weight.applyAsDouble(sample))))
        .orElse(hash);
  }

  private static long with(long hash, Samples samples, IntToLongFunction facts) {
    return IntStream.range(0, samples.size()).mapToLong(facts).reduce(hash, SampleHashes::mixed);
  }

  private static long[] addLabels(long[] hashes, Target.GroundTruth truth, int outputs) {
    try (truth) {
      return truth.match(
          classes -> {
            for (int i = 0; i < classes.labels().length; i++) {
              hashes[i] = mixed(hashes[i], classes.labels()[i]);
            }
            return hashes;
          },
          labels -> add(hashes, labels.values(), outputs),
          values -> add(hashes, values.values(), outputs));
    }
  }

  private static long[] add(long[] hashes, Tensor rows, int width) {
    FloatBuffer values = rows.values();
    for (int i = 0; i < hashes.length; i++) {
      long hash = hashes[i];
      for (int j = 0; j < width; j++) {
        // 0 and −0 are the same value.
        hash = mixed(hash, Float.floatToIntBits(values.get(i * width + j) + 0f));
      }
      hashes[i] = hash;
    }
    return hashes;
  }

  private static long mixed(long hash, long value) {
    return mixed(mixed(hash, (int) value), (int) (value >>> 32));
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014), chained. */
  private static long mixed(long hash, int value) {
    long z = (hash + 0x9E3779B97F4A7C15L) ^ value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
