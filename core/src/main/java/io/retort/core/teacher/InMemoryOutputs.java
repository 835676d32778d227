package io.retort.core.teacher;

import io.retort.core.data.OriginPlaces;
import io.retort.core.data.Samples;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
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

    /** The places of samples' rows by their indexes in the origin. */
    private final OriginPlaces places;

    private final BitSet kept = new BitSet();

    Rows(TeacherOutput output, Samples samples) {
      this.all = Tensor.allocate(output.shape().batch(samples.size()));
      this.width = output.shape().elements();
      this.places = OriginPlaces.of(samples);
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
        all.values().put(places.of(samples[i]) * width, rows.values(), i * width, width);
        kept.set(samples[i]);
      }
    }

    @Override
    public void get(int sample, FloatBuffer destination, int index) {
      if (!contains(sample)) {
        throw new IllegalStateException("There is no row of sample " + sample);
      }
      destination.put(index, all.values(), places.of(sample) * width, width);
    }

    @Override
    public void close() {
      all.close();
    }
  }
}
