package io.retort.runtime.experiment.outputs;

import io.retort.core.loss.TargetKind;
import java.nio.ByteBuffer;

/**
 * Rows as they are.
 *
 * @param width the number of values
 */
record Float32Format(TargetKind given, int width) implements RowFormat {

  @Override
  public String name() {
    return "float32";
  }

  @Override
  public int bytes() {
    return Math.multiplyExact(width, Float.BYTES);
  }

  @Override
  public void write(float[] row, ByteBuffer destination) {
    destination.asFloatBuffer().put(row);
    destination.position(destination.position() + bytes());
  }

  @Override
  public void read(ByteBuffer source, float[] row) {
    source.asFloatBuffer().get(row);
  }
}
