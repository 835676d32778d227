package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Proves that a reader of files copes with any bytes: it reads them, or refuses them with a {@link
 * RetortException} that speaks no Java. A good file is changed in a few places at a time, as a bad
 * disk does it or somebody who means harm: cut, overwritten, repeated, and with the numbers that
 * lengths and indexes are least likely to be.
 *
 * <p>The system property {@value #COUNT} says how many changed files are tried, in place of the few
 * hundred that a test asks for; then the counts are logged.
 */
public final class MutatedFiles {
  /** The system property with the number of changed files for each reader. */
  public static final String COUNT = "retort.mutations";

  private static final Pattern JAVA =
      Pattern.compile("Exception|Error\\b|\\bjava\\.[a-z]|defect of Retort|\\bat [\\w.]+\\(");

  private static final Pattern PLACED = Pattern.compile(":[0-9]+:[0-9]+: ");

  /** What sizes, indexes and signs are checked by. */
  private static final long[] NUMBERS = {
    0,
    1,
    2,
    -1,
    -2,
    127,
    128,
    255,
    1 << 16,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0x7ff00000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 62,
    1L << 33
  };

  private MutatedFiles() {}

  /** Reads a file's content. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads it all, and uses what was read where that can go wrong as well.
     *
     * @param content the changed file
     * @throws Exception if it cannot be read; anything but a {@link RetortException} is a fault
     */
    void read(byte[] content) throws Exception;
  }

  /**
   * Asserts that the good file is read, that every changed one is read or refused in words, and
   * that some are refused.
   *
   * @param name the reader's name, for the log
   * @param good a file that the reader can read
   * @param usual how many changed ones are tried where the system property says nothing
   * @param reader the reader
   */
  public static void assertReadOrRefused(String name, byte[] good, int usual, Reader reader) {
    assertNull(fault(good, reader), "the file is not read as it is: " + name);
    int count = Integer.getInteger(COUNT, usual);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    int read = 0;
    int refused = 0;
    int faults = 0;
    String first = "";
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      byte[] changed = changed(good, random);
      long start = System.nanoTime();
      String fault = fault(changed, reader);
      slowest = Math.max(slowest, System.nanoTime() - start);
      if (fault == null) {
        read++;
      } else if (fault.isEmpty()) {
        refused++;
      } else {
        first = faults == 0 ? "change " + i + " of " + name + ": " + fault : first;
        faults++;
      }
    }
    if (Integer.getInteger(COUNT) != null) {
      System.getLogger(MutatedFiles.class.getName())
          .log(
              System.Logger.Level.INFO,
              "{0}: {1} read, {2} refused, {3} other; slowest {4} ms",
              name,
              read,
              refused,
              faults,
              slowest / 1_000_000);
    }
    assertEquals(0, faults, first);
    assertTrue(refused > 0, "none of " + count + " changed files of " + name + " was refused");
  }

  /** Null where the file was read, empty where it was refused in words, otherwise what happened. */
  private static String fault(byte[] changed, Reader reader) {
    try {
      reader.read(changed);
      return null;
    } catch (RetortException refusal) {
      String words = refusal.getMessage();
      // Several lines are several problems of a configuration, each with its place.
      boolean lines = words.lines().count() > 1 && !words.lines().allMatch(PLACED.asPredicate());
      return JAVA.matcher(words).find() || lines ? words : "";
    } catch (Throwable other) {
      StringWriter trace = new StringWriter();
      other.printStackTrace(new PrintWriter(trace));
      return trace.toString();
    }
  }

  private static byte[] changed(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    for (int change = random.nextInt(1, 5); change > 0 && bytes.length > 0; change--) {
      bytes = changedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] changedOnce(byte[] bytes, SplittableRandom random) {
    int place = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - place, random.nextInt(1, 17));
    switch (random.nextInt(8)) {
      case 0 -> bytes[place] = (byte) random.nextInt();
      case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
      case 2, 3 -> {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        int size = 1 << random.nextInt(4);
        boolean little = random.nextBoolean();
        for (int i = 0; i < size && place + i < bytes.length; i++) {
          bytes[place + i] = (byte) (number >> (Byte.SIZE * (little ? i : size - 1 - i)));
        }
      }
      case 4 -> Arrays.fill(bytes, place, place + length, (byte) -1);
      case 5 -> {
        int from = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes.clone(), from, bytes, place, length);
      }
      case 6 -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, place, longer, place + length, bytes.length - place);
        return longer;
      }
      default -> {
        boolean cut = random.nextInt(4) == 0;
        byte[] shorter = Arrays.copyOf(bytes, cut ? place : bytes.length - length);
        if (!cut) {
          System.arraycopy(bytes, place + length, shorter, place, shorter.length - place);
        }
        return shorter;
      }
    }
    return bytes;
  }
}
