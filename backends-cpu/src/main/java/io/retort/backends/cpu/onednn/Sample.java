package io.retort.backends.cpu.onednn;

import java.util.Map;

/** Random numbers for a primitive, and what should come out. */
interface Sample {

  /** What is given, in row-major order; for what is written, what is there before. */
  float[] values(Role role);

  /**
   * The largest error at the places that are looked at, relative to 1 and the value; what is not a
   * number is infinitely wrong.
   */
  double error(Map<Role, float[]> written);
}
