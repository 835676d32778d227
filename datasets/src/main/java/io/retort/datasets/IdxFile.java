package io.retort.datasets;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.tensor.Shape;
import io.retort.datasets.file.DataFile;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A file in the IDX format of MNIST: two zero bytes, the type of the values, the number of
 * dimensions, each dimension as four bytes, then the values.
 *
 * @param file where it was read from
 * @param dimensions the extents, the number of samples first
 * @param values the values, each an unsigned byte
 */
record IdxFile(Path file, int[] dimensions, byte[] values) {
  private static final int UNSIGNED_BYTE = 0x08;

  /** Reads images: samples, then height and width, perhaps channels before them. */
  static IdxFile images(Path file) {
    return read(file, 3, 4, "images");
  }

  /** Reads labels: samples. */
  static IdxFile labels(Path file) {
    return read(file, 1, 1, "labels");
  }

  private static IdxFile read(Path file, int fewest, int most, String what) {
    return DataFile.read(file, in -> parse(file, in, fewest, most, what));
  }

  private static IdxFile parse(Path file, InputStream in, int fewest, int most, String what)
      throws IOException {
    // Not closed here: DataFile closes what it opened.
    DataInputStream data = new DataInputStream(in);
    int[] dimensions = dimensions(file, data, fewest, most, what);
    int expected = size(file, dimensions, 0);
    // Reads as far as there is data: a wrong header cannot make it allocate more than that.
    byte[] values = data.readNBytes(expected);
    if (values.length < expected) {
      throw new RetortException(
          ErrorKind.DATA,
          "The IDX file "
              + file
              + " is truncated: its header announces "
              + text(dimensions)
              + " values, but only "
              + values.length
              + " follow; get it again");
    }
    if (data.read() >= 0) {
      throw new RetortException(
          ErrorKind.DATA,
          "The IDX file "
              + file
              + " holds more than the "
              + text(dimensions)
              + " values that its header announces; get it again");
    }
    return new IdxFile(file, dimensions, values);
  }

  /** Reads the header of images: samples, perhaps channels, height and width. */
  static int[] imageDimensions(Path file, DataInputStream data) throws IOException {
    int[] dimensions = dimensions(file, data, 3, 4, "images");
    // One image has to fit into a tensor, not all of them.
    size(file, dimensions, 1);
    return dimensions;
  }

  private static int[] dimensions(
      Path file, DataInputStream data, int fewest, int most, String what) throws IOException {
    try {
      int magic = data.readInt();
      check(file, magic, fewest, most, what);
      int[] dimensions = new int[magic & 0xff];
      for (int i = 0; i < dimensions.length; i++) {
        dimensions[i] = data.readInt();
      }
      return dimensions;
    } catch (EOFException tooShort) {
      throw new RetortException(
          ErrorKind.DATA,
          "The IDX file " + file + " ends inside its header; get it again",
          tooShort);
    }
  }

  private static void check(Path file, int magic, int fewest, int most, String what) {
    if (magic >>> 16 != 0) {
      throw new RetortException(
          ErrorKind.DATA,
          String.format(
              "The file %s is not an IDX file: it starts with %08x instead of 0000%02x%02x; name a"
                  + " file of %s in the IDX format, plain or compressed with gzip",
              file, magic, UNSIGNED_BYTE, fewest, what));
    }
    if ((magic >>> 8 & 0xff) != UNSIGNED_BYTE) {
      throw new RetortException(
          ErrorKind.DATA,
          String.format(
              "The IDX file %s holds values of the type 0x%02x, but only unsigned bytes (0x%02x)"
                  + " can be read; convert it",
              file, magic >>> 8 & 0xff, UNSIGNED_BYTE));
    }
    int rank = magic & 0xff;
    if (rank < fewest || rank > most) {
      throw new RetortException(
          ErrorKind.DATA,
          "The IDX file "
              + file
              + " has "
              + rank
              + (rank == 1 ? " dimension" : " dimensions")
              + ", but "
              + what
              + " have "
              + (fewest == most ? fewest : fewest + " or " + most)
              + "; are the files of images and labels mixed up?");
    }
  }

  /** The number of values, of all samples or of one: the product of the extents from an axis on. */
  private static int size(Path file, int[] dimensions, int from) {
    long size = 1;
    for (int i = 0; i < dimensions.length; i++) {
      if (dimensions[i] < 1) {
        throw new RetortException(
            ErrorKind.DATA,
            "The header of the IDX file "
                + file
                + " announces "
                + text(dimensions)
                + " values: nothing, or a damaged file; get it again");
      }
      size *= i < from ? 1 : dimensions[i];
      // As 32-bit floats they have to fit into one tensor of less than 2 GiB.
      if (size > Integer.MAX_VALUE / Float.BYTES) {
        throw new RetortException(
            ErrorKind.DATA,
            "The header of the IDX file "
                + file
                + " announces "
                + text(dimensions)
                + " values, which is damaged or exceeds the 2 GiB that a data set may take; get it"
                + " again or split it");
      }
    }
    return (int) size;
  }

  static String text(int[] dimensions) {
    return Arrays.stream(dimensions)
        .mapToObj(Integer::toUnsignedString)
        .collect(Collectors.joining("x"));
  }

  int samples() {
    return dimensions[0];
  }

  Shape shape(ImageShape form) {
    return shape(dimensions, form);
  }

  static Shape shape(int[] dimensions, ImageShape form) {
    int rank = dimensions.length;
    return form.of(rank == 4 ? dimensions[1] : 1, dimensions[rank - 2], dimensions[rank - 1]);
  }
}
