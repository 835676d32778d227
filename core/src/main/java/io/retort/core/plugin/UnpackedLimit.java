package io.retort.core.plugin;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * How much a compressed file may hold. Some kilobytes can be made to unpack into as many gigabytes,
 * which fill the memory or keep a program busy for hours; so each file is unpacked up to a limit:
 * the bytes that the environment variable {@value #VARIABLE} says, such as {@code 20G}, otherwise 4
 * GiB. It is an environment variable and no key, as it guards the machine against files that come
 * with an experiment, which could bring their own key.
 *
 * @param bytes the most bytes that one file may hold
 */
public record UnpackedLimit(long bytes) {
  /** The environment variable that sets another limit. */
  public static final String VARIABLE = "RETORT_UNPACKED_LIMIT";

  private static final long USUAL = 4L << 30;

  /** What Deflate, which gzip, zip and HDF5 compress with, makes of a byte at most. */
  private static final long MOST_PER_BYTE = 1032;

  private static final String UNITS = "KMGT";
  private static final int UNIT_BITS = 10;

  /**
   * The limit of this process.
   *
   * @return the limit
   * @throws RetortException if the environment variable holds no size
   */
  public static UnpackedLimit current() {
    return of(System.getenv());
  }

  /**
   * The limit in another environment.
   *
   * @param environment the environment variables
   * @return the limit
   * @throws RetortException if the variable holds no size
   */
  public static UnpackedLimit of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "").strip().toUpperCase(Locale.ROOT);
    if (text.isEmpty()) {
      return new UnpackedLimit(USUAL);
    } else if (!text.matches("[1-9][0-9]{0,9}[" + UNITS + "]?")) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The environment variable "
              + VARIABLE
              + " is '"
              + environment.get(VARIABLE)
              + "'; it needs a number of bytes, such as 500M or 20G");
    }
    int unit = UNITS.indexOf(text.charAt(text.length() - 1));
    String number = unit < 0 ? text : text.substring(0, text.length() - 1);
    long size = Long.parseLong(number);
    int bits = (unit + 1) * UNIT_BITS;
    return new UnpackedLimit(size > Long.MAX_VALUE >> bits ? Long.MAX_VALUE : size << bits);
  }

  /**
   * How much can come out of something that is compressed with Deflate: what claims to hold more is
   * damaged.
   *
   * @param packed how many bytes it has
   * @return how many they can be unpacked to
   */
  public static long most(long packed) {
    return packed > Long.MAX_VALUE / MOST_PER_BYTE ? Long.MAX_VALUE : packed * MOST_PER_BYTE;
  }

  /**
   * Refuses to unpack more.
   *
   * @param size how many bytes there would be
   * @param file the file, for the message
   * @throws RetortException if that is above the limit
   */
  public void check(long size, Path file) {
    if (size > bytes) {
      throw new RetortException(
          ErrorKind.DATA,
          "The compressed file "
              + file
              + " unpacks to more than "
              + readable()
              + "; if that is right, set the environment variable "
              + VARIABLE
              + " to more, such as "
              + VARIABLE
              + "=64G");
    }
  }

  /** The limit in the largest unit in which it is a whole number. */
  private String readable() {
    int unit = 0;
    long rest = bytes;
    while (unit < UNITS.length() && rest % 1024 == 0) {
      rest /= 1024;
      unit++;
    }
    return rest + (unit == 0 ? " bytes" : " " + UNITS.charAt(unit - 1) + "iB");
  }

  /**
   * Counts what is unpacked.
   *
   * @param unpacked gives the unpacked bytes
   * @param file the file, for the message
   * @return the same bytes; a read above the limit throws a {@link RetortException}
   */
  public InputStream counted(InputStream unpacked, Path file) {
    return new FilterInputStream(unpacked) {
      private long count;

      @Override
      public int read() throws IOException {
        int value = in.read();
        add(value < 0 ? 0 : 1);
        return value;
      }

      @Override
      public int read(byte[] buffer, int start, int length) throws IOException {
        int read = in.read(buffer, start, length);
        add(read);
        return read;
      }

      @Override
      public long skip(long most) throws IOException {
        long skipped = in.skip(most);
        add(skipped);
        return skipped;
      }

      @Override
      public boolean markSupported() {
        return false;
      }

      private void add(long more) {
        count += Math.max(0, more);
        check(count, file);
      }
    };
  }
}
