package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.awt.image.BufferedImage;
import org.apache.spark.sql.Row;

/** Images as Spark's data source {@code image} gives them: OpenCV's, pixels as blue, green, red. */
final class SparkImage {
  private SparkImage() {}

  /**
   * The image of a row of {@code ImageSchema.columnSchema}.
   *
   * @throws RetortException if it is of another form
   */
  static BufferedImage of(Row row) {
    int height;
    int width;
    int channels;
    byte[] data;
    try {
      height = row.<Integer>getAs("height");
      width = row.<Integer>getAs("width");
      channels = row.<Integer>getAs("nChannels");
      data = row.getAs("data");
    } catch (IllegalArgumentException | ClassCastException | NullPointerException other) {
      throw new RetortException(
          ErrorKind.DATA, "The row is no image of Spark's data source 'image'", other);
    }
    if (data == null || data.length != (long) height * width * channels || data.length == 0) {
      throw new RetortException(
          ErrorKind.DATA,
          "The image of "
              + width
              + " x "
              + height
              + " pixels and "
              + channels
              + " channels has "
              + (data == null ? "no" : data.length)
              + " bytes: it is damaged, or could not be decoded");
    } else if (channels != 1 && channels != 3) {
      throw new RetortException(
          ErrorKind.DATA,
          "The image has " + channels + " channels, where images are grey or of three colours");
    }
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    // Both keep pixels row by row, and colours from blue to red.
    image.getRaster().setDataElements(0, 0, width, height, ordered(data, channels));
    return image;
  }

  /** Rasters take a pixel's samples from red to blue, whatever their order in memory is. */
  private static byte[] ordered(byte[] data, int channels) {
    if (channels == 1) {
      return data;
    }
    byte[] ordered = new byte[data.length];
    for (int i = 0; i < data.length; i += 3) {
      ordered[i] = data[i + 2];
      ordered[i + 1] = data[i + 1];
      ordered[i + 2] = data[i];
    }
    return ordered;
  }
}
