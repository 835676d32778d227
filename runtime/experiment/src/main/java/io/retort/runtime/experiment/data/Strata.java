package io.retort.runtime.experiment.data;

import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What each sample is one of: its domain, and in it its class of the first head with classes.
 * Without classes, all samples of a domain are alike.
 *
 * @param size the number of samples
 * @param of gives the number of each sample's stratum
 * @param count how many numbers there may be
 */
record Strata(int size, IntUnaryOperator of, int count) {
  private static final int BATCH = 1 << 16;

  static Strata of(Samples samples, List<Head> heads) {
    Optional<Head> labelled =
        heads.stream().filter(head -> head.task() instanceof Task.SingleLabel).findFirst();
    int classes = labelled.map(head -> head.task().outputs()).orElse(1);
    int size = samples.size();
    Numbers numbers = Numbers.of(size, classes * samples.domains());
    int largest = -1;
    for (int start = 0; start < size; start += BATCH) {
      int[] batch = IntStream.range(start, Math.min(size, start + BATCH)).toArray();
      int[] labels =
          labelled
              .map(head -> ((Target.Classes) samples.labels(head.name(), batch)).labels())
              .orElseGet(() -> new int[batch.length]);
      for (int i = 0; i < batch.length; i++) {
        int number = samples.domain(batch[i]) * classes + labels[i];
        numbers.put(batch[i], number);
        largest = Math.max(largest, number);
      }
    }
    return new Strata(size, numbers::get, largest + 1);
  }

  /** Numbers of as few bytes as they need: there is one for each sample. */
  private interface Numbers {
    void put(int sample, int number);

    int get(int sample);

    static Numbers of(int size, int count) {
      if (count <= 1 << Byte.SIZE) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        return of(
            (i, number) -> bytes.put(i, (byte) number), i -> Byte.toUnsignedInt(bytes.get(i)));
      } else if (count <= 1 << Character.SIZE) {
        CharBuffer chars = CharBuffer.allocate(size);
        return of((i, number) -> chars.put(i, (char) number), chars::get);
      }
      IntBuffer ints = IntBuffer.allocate(size);
      return of(ints::put, ints::get);
    }

    private static Numbers of(Writer writer, IntUnaryOperator reader) {
      return new Numbers() {
        @Override
        public void put(int sample, int number) {
          writer.put(sample, number);
        }

        @Override
        public int get(int sample) {
          return reader.applyAsInt(sample);
        }
      };
    }
  }

  @FunctionalInterface
  private interface Writer {
    void put(int sample, int number);
  }

  /** The number of a sample's stratum. */
  int get(int sample) {
    return of.applyAsInt(sample);
  }

  /** How many samples are of each. */
  int[] sizes() {
    int[] sizes = new int[count];
    for (int i = 0; i < size; i++) {
      sizes[get(i)]++;
    }
    return sizes;
  }

  /** The indexes of the samples of each, in ascending order. */
  int[][] members() {
    int[][] members = Arrays.stream(sizes()).mapToObj(int[]::new).toArray(int[][]::new);
    int[] next = new int[count];
    for (int i = 0; i < size; i++) {
      members[get(i)][next[get(i)]++] = i;
    }
    return members;
  }
}
