package io.retort.runtime.experiment.outputs;

import io.retort.core.loss.TargetKind;
import java.nio.ByteBuffer;

/** How the row of one sample is written. */
interface RowFormat {

  /** What rows of another format are told by. */
  String name();

  /** The number of bytes of a row. */
  int bytes();

  /** What rows are given back as. */
  TargetKind given();

  /**
   * Writes a row.
   *
   * @param row its values
   * @param destination receives as many bytes, from its position on
   */
  void write(float[] row, ByteBuffer destination);

  /**
   * Reads a row.
   *
   * @param source at the row's first byte
   * @param row receives its values
   */
  void read(ByteBuffer source, float[] row);
}
