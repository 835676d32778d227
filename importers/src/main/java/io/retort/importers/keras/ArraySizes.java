package io.retort.importers.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.PipelineFilterWithData;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.plugin.UnpackedLimit;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Compares what the arrays of a file claim to hold with what it can hold and may hold, before the
 * library allocates or unpacks them: the library unpacks a chunk as far as it goes.
 */
final class ArraySizes {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER = 3;
  private static final int LZF = 32000;

  /** A checksum, or what is left of a block. */
  private static final int SLACK = 1024;

  private final Path file;
  private final long length;
  private final UnpackedLimit limit;
  private long unpacked;

  /**
   * Nothing is unpacked yet.
   *
   * @param file the file
   * @param length its length in bytes
   * @param limit of all its arrays together, as many can be made of the same bytes
   */
  ArraySizes(Path file, long length, UnpackedLimit limit) {
    this.file = file;
    this.length = length;
    this.limit = limit;
  }

  /**
   * Counts an array that will be read.
   *
   * @throws RetortException if it is more than can be or may be
   */
  void add(Dataset array) {
    int[] extents = array.getDimensions();
    long bytes = product(array, extents);
    boolean packed = array instanceof ChunkedDataset;
    if (bytes > (packed ? UnpackedLimit.most(length) : length)) {
      throw refused(array, "claims " + bytes + " bytes, more than the file can hold");
    }
    unpacked += bytes;
    limit.check(unpacked, file);
    if (array instanceof ChunkedDataset chunked) {
      chunks(chunked, extents);
    }
  }

  private static long saturated(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  private static long product(Dataset array, int[] extents) {
    long product = array.getDataType().getSize();
    for (int extent : extents) {
      if (extent < 0 || product < 0) {
        throw refused(array, "has an extent of " + extent);
      }
      product = extent == 0 ? 0 : saturated(product, extent);
    }
    return product;
  }

  private void chunks(ChunkedDataset array, int[] extents) {
    int[] chunk = array.getChunkDimensions();
    if (chunk.length != extents.length) {
      throw refused(array, "is made of chunks of another rank");
    }
    long bytes = product(array, chunk);
    long count = 1;
    for (int axis = 0; axis < chunk.length; axis++) {
      if (chunk[axis] < 1) {
        throw refused(array, "is made of chunks without an extent");
      }
      count = saturated(count, (extents[axis] + (long) chunk[axis] - 1) / chunk[axis]);
    }
    // Each takes some bytes of an index. One that is larger than its array is padded.
    if (count > length || bytes > UnpackedLimit.most(length)) {
      throw refused(array, "is made of " + count + " chunks of " + bytes + " bytes");
    }
    limit.check(bytes, file);
    List<PipelineFilterWithData> filters = array.getFilters();
    if (needsALook(array, filters, bytes)) {
      int[] offset = new int[chunk.length];
      do {
        inflated(array, offset, bytes + SLACK);
      } while (advance(offset, chunk, extents));
    }
  }

  /** Whether there is a filter that makes more bytes of few. It works on what lies in the file. */
  private static boolean needsALook(
      ChunkedDataset array, List<PipelineFilterWithData> filters, long bytes) {
    boolean deflated = false;
    for (int i = filters.size() - 1; i >= 0; i--) {
      PipelineFilterWithData filter = filters.get(i);
      switch (filter.getId()) {
        case SHUFFLE, FLETCHER -> {}
        case DEFLATE -> {
          if (deflated || filters.stream().skip(i + 1L).anyMatch(f -> f.getId() != FLETCHER)) {
            throw refused(array, "is compressed more than once");
          }
          deflated = true;
        }
        case LZF -> {
          int[] settings = filter.getFilterData();
          if (deflated || settings.length < 3 || settings[2] < 0 || settings[2] > bytes + SLACK) {
            throw refused(array, "is compressed with LZF in a way that no program uses");
          }
        }
        default -> throw refused(array, "is compressed by other than gzip or LZF");
      }
    }
    return deflated;
  }

  private void inflated(ChunkedDataset array, int[] offset, long most) {
    ByteBuffer raw;
    try {
      raw = array.getRawChunkBuffer(offset);
    } catch (HdfException absent) {
      return;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(raw);
      byte[] buffer = new byte[1 << 13];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        if (read == 0) {
          throw refused(array, "has a chunk that ends too early");
        } else if (inflater.getBytesWritten() > most) {
          throw refused(
              array, "has a chunk that unpacks to more than the " + most + " bytes of one");
        }
      }
    } catch (DataFormatException damaged) {
      throw refused(array, "has a chunk that is damaged");
    } finally {
      inflater.end();
    }
  }

  private static boolean advance(int[] offset, int[] chunk, int[] extents) {
    for (int axis = offset.length - 1; axis >= 0; axis--) {
      offset[axis] += chunk[axis];
      if (offset[axis] < extents[axis] && offset[axis] > 0) {
        return true;
      }
      offset[axis] = 0;
    }
    return false;
  }

  private static RetortException refused(Dataset array, String clause) {
    return new RetortException(ErrorKind.DATA, "the array '" + array.getPath() + "' " + clause);
  }
}
