package io.retort.core.teacher;

import io.retort.core.data.Samples;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * Keeps outputs in memory, as they are.
 *
 * @param limit the largest size in bytes of one output of all samples; larger ones are not kept
 */
public record InMemoryOutputs(long limit) implements OutputStore {
  /** What one tensor can hold, with some room to spare. */
  private static final long LARGEST = Integer.MAX_VALUE - 1024;

  @Override
  public Optional<OutputRows> open(TeacherOutput output, Samples samples) {
    long bytes = (long) output.shape().elements() * samples.size() * Float.BYTES;
    return bytes <= Math.min(limit, LARGEST)
        ? Optional.of(new Rows(output, samples))
        : Optional.empty();
  }

  private static final class Rows implements OutputRows {
    private final Tensor all;
    private final int width;

    /** The place of a sample's row by its index in the origin; below 0 where it has none. */
    private final int[] places;

    private final BitSet kept = new BitSet();

    Rows(TeacherOutput output, Samples samples) {
      this.all = Tensor.allocate(output.shape().batch(samples.size()));
      this.width = output.shape().elements();
      this.places = new int[samples.origin().size()];
      Arrays.fill(places, -1);
      for (int i = 0; i < samples.size(); i++) {
        places[samples.indexInOrigin(i)] = i;
      }
    }

    @Override
    public boolean contains(int sample) {
      return kept.get(sample);
    }

    @Override
    public boolean lasting() {
      return false;
    }

    @Override
    public void put(int[] samples, Tensor rows) {
      for (int i = 0; i < samples.length; i++) {
        all.values().put(places[samples[i]] * width, rows.values(), i * width, width);
        kept.set(samples[i]);
      }
    }

    @Override
    public void get(int sample, FloatBuffer destination, int index) {
      if (!contains(sample)) {
        throw new IllegalStateException("There is no row of sample " + sample);
      }
      destination.put(index, all.values(), places[sample] * width, width);
    }

    @Override
    public void close() {
      all.close();
    }
  }
}
