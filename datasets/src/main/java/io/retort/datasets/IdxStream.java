package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.SampleStream;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.file.DataFile;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The images of an IDX file, read one after the other. */
final class IdxStream implements SampleStream {
  private final Path file;
  private final DataInputStream data;
  private final int[] dimensions;
  private final Shape sample;
  private final float[] byValue;
  private long read;

  /**
   * Opens a file.
   *
   * @param shape the shape of a sample
   * @param byValue the input that each unsigned byte becomes
   */
  IdxStream(Path file, ImageShape shape, float[] byValue) {
    this.file = file;
    this.data = new DataInputStream(DataFile.open(file));
    try {
      this.dimensions = IdxFile.imageDimensions(file, data);
    } catch (IOException failure) {
      close();
      throw DataFile.failure(file, failure);
    } catch (RuntimeException refusal) {
      close();
      throw refusal;
    }
    this.sample = IdxFile.shape(dimensions, shape);
    this.byValue = byValue;
  }

  /** The shape of one image. */
  Shape sample() {
    return sample;
  }

  @Override
  public int read(Tensor destination) {
    int count = (int) Math.min(destination.shape().extent(0), dimensions[0] - read);
    float[] row = new float[sample.elements()];
    try {
      for (int i = 0; i < count; i++) {
        byte[] bytes = data.readNBytes(row.length);
        if (bytes.length < row.length) {
          throw new RetortException(
              ErrorKind.DATA,
              "The IDX file "
                  + file
                  + " is truncated: its header announces "
                  + IdxFile.text(dimensions)
                  + " values, but it ends inside image "
                  + (read + i)
                  + "; get it again");
        }
        for (int j = 0; j < row.length; j++) {
          row[j] = byValue[Byte.toUnsignedInt(bytes[j])];
        }
        destination.write(i * row.length, row);
      }
    } catch (IOException failure) {
      throw DataFile.failure(file, failure);
    }
    read += count;
    return count;
  }

  @Override
  public void close() {
    try {
      data.close();
    } catch (IOException failure) {
      throw DataFile.failure(file, failure);
    }
  }
}
