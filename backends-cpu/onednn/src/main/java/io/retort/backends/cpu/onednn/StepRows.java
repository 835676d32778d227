package io.retort.backends.cpu.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * Where the steps of sequences lie in a block of 32 bits: sample by sample, or time by time as
 * recurrent layers have them. The features of a step are next to each other.
 *
 * @param samples the number of sequences
 * @param time the number of steps of each
 * @param features of a step
 * @param byTime whether all first steps come first
 */
record StepRows(int samples, int time, int features, boolean byTime) {

  /** As a value lies, or sample by sample if that is neither. */
  static StepRows of(Arena arena, NodeValue value) {
    long[] extents = value.extents();
    StepRows plain =
        new StepRows(
            Math.toIntExact(extents[0]),
            Math.toIntExact(extents[1]),
            Math.toIntExact(extents[2]),
            false);
    StepRows byTime = new StepRows(plain.samples, plain.time, plain.features, true);
    return value.block().has(byTime.layout(arena)) && !value.block().has(plain.layout(arena))
        ? byTime
        : plain;
  }

  dnnl_memory_desc layout(Arena arena) {
    return byTime
        ? new SequenceSteps(samples, time).timeMajor(arena, DataType.F32, features)
        : arena.plain(samples, time, features);
  }

  /** The place of the first value of a step. */
  int at(int sample, int step) {
    return (byTime ? step * samples + sample : sample * time + step) * features;
  }

  /** Sets the steps that samples do not have to 0. */
  void clear(FloatBuffer values, StepCounts.OfSample steps) {
    float[] zeros = new float[features];
    for (int sample = 0; sample < samples; sample++) {
      for (int step = steps.of(sample); step < time; step++) {
        values.put(at(sample, step), zeros);
      }
    }
  }
}
