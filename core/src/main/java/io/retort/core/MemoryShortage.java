package io.retort.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what memory was short of what, in the words of people who know no Java. */
public final class MemoryShortage {
  private static final long MEGABYTE = 1L << 20;
  private static final int DEEPEST = 100;

  /** Of the JDK: what was asked for beside the heap, what was taken, and the limit. */
  private static final Pattern DIRECT =
      Pattern.compile("Cannot reserve (\\d+) bytes .*allocated: (\\d+), limit: (\\d+).*");

  /** Of JavaCPP: what the process, or its native arrays, would have, and the limit. */
  private static final Pattern NATIVE =
      Pattern.compile(".*[bB]ytes \\(([^)]+)\\) > max\\w*Bytes \\(([^)]+)\\).*");

  /** Of JavaCPP: the system has refused. */
  private static final Pattern REFUSED =
      Pattern.compile("Cannot allocate new .*physicalBytes = (\\w+).*");

  private MemoryShortage() {}

  /**
   * Looks for short memory in a failure, which comes in other exceptions too, such as those of a
   * class that cannot start.
   *
   * @param failure any
   * @return a sentence with what was needed, as far as it is known, and what to change; empty if it
   *     was something else
   */
  public static Optional<String> in(Throwable failure) {
    Optional<String> found = Optional.empty();
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof OutOfMemoryError) {
        // The innermost one knows the limit.
        found = Optional.of(String.valueOf(cause.getMessage()));
      }
      cause = cause.getCause();
    }
    return found.map(MemoryShortage::sentence);
  }

  /**
   * The sentence for where there is no memory to find out more.
   *
   * @return the same every time
   */
  public static String unknown() {
    return sentence("");
  }

  private static String sentence(String message) {
    return "The memory is not enough ("
        + reason(message.strip().replaceAll("\\s+", " "))
        + "); allow more with RETORT_OPTS=-Xmx8g ./retort …, or take fewer samples, a smaller batch"
        + " or smaller networks";
  }

  private static String reason(String message) {
    Matcher direct = DIRECT.matcher(message);
    Matcher nativeBytes = NATIVE.matcher(message);
    Matcher refused = REFUSED.matcher(message);
    if (direct.matches()) {
      return megabytes(direct.group(1))
          + " more were needed outside of Java's heap, where "
          + megabytes(direct.group(2))
          + " of "
          + megabytes(direct.group(3))
          + " are taken";
    } else if (nativeBytes.matches()) {
      return "native libraries needed "
          + nativeBytes.group(1)
          + " of at most "
          + nativeBytes.group(2);
    } else if (refused.matches()) {
      return "the system gave native libraries no more; the process has " + refused.group(1);
    } else if (message.contains("native thread")) {
      return "the system starts no more threads: 'ulimit -u' and 'ulimit -v' say how many it may"
          + " start";
    } else if (message.contains("Metaspace") || message.contains("class space")) {
      return "what Java keeps of classes is full";
    } else if (message.contains("array size")) {
      return "an array of more than 2,147,483,645 values was asked for";
    }
    return "Java's heap of " + Runtime.getRuntime().maxMemory() / MEGABYTE + " MB is full";
  }

  private static String megabytes(String bytes) {
    // Rounded up, so that little is not nothing.
    return (Long.parseLong(bytes) + MEGABYTE - 1) / MEGABYTE + " MB";
  }
}
