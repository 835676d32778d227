package io.retort.backends.cpu.onednn;

import java.util.Map;

/** A piece of code to try before it is believed. */
interface Implementation {

  /** What its authors call it. */
  String name();

  /** Everything that decides which instructions run: types, extents, layouts, threads. */
  String description();

  /** How far a value may be off, relative to 1 and the value. */
  double tolerance();

  /** Computes what it is for; arrays are in row-major order. */
  Map<ArrayRole, float[]> run(VerificationCase sample);
}
