package io.retort.backends.cpu.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * The steps of a batch of sequences, which recurrent layers want to lie time by time.
 *
 * @param batch the number of sequences
 * @param time the number of steps of each
 */
record SequenceSteps(long batch, long time) {

  /** The steps of all sequences. */
  long rows() {
    return batch * time;
  }

  /** {@code [batch, time, size]} as other layers see it, stored {@code [time, batch, size]}. */
  dnnl_memory_desc timeMajor(Arena arena, DataType type, long size) {
    return arena.strided(type, new long[] {batch, time, size}, new long[] {size, batch * size, 1});
  }
}
