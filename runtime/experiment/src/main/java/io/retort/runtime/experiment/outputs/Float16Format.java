package io.retort.runtime.experiment.outputs;

import io.retort.core.loss.TargetKind;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/**
 * Rows in half precision. A value is off by at most a part in 2,048, or by 3e-8 near zero; what
 * lies beyond ±65,504 becomes that.
 *
 * @param width the number of values
 */
record Float16Format(TargetKind given, int width) implements RowFormat {

  @Override
  public String name() {
    return "float16";
  }

  @Override
  public int bytes() {
    return Math.multiplyExact(width, Short.BYTES);
  }

  @Override
  public void write(float[] row, ByteBuffer destination) {
    for (float value : row) {
      destination.putShort(HalfPrecision.of(value));
    }
  }

  @Override
  public void read(ByteBuffer source, float[] row) {
    ShortBuffer halves = source.asShortBuffer();
    for (int i = 0; i < row.length; i++) {
      row[i] = HalfPrecision.toFloat(halves.get(i));
    }
  }
}
