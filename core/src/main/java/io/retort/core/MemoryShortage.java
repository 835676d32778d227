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
    // The machine's memory is not asked for: that takes time at each start, and this heap is small.
    long heap = Runtime.getRuntime().maxMemory();
    return sentence(full(heap), HeapAdvice.of(0, heap, Long.MAX_VALUE / 2));
  }

  private static String sentence(String message) {
    String said = message.strip().replaceAll("\\s+", " ");
    Matcher direct = DIRECT.matcher(said);
    Matcher nativeBytes = NATIVE.matcher(said);
    Matcher refused = REFUSED.matcher(said);
    if (direct.matches()) {
      long requested = Long.parseLong(direct.group(1));
      long taken = Long.parseLong(direct.group(2));
      return sentence(
          megabytes(requested)
              + " more were needed outside of Java's heap, where "
              + megabytes(taken)
              + " of "
              + megabytes(Long.parseLong(direct.group(3)))
              + " are taken",
          HeapAdvice.of(requested + taken));
    } else if (nativeBytes.matches()) {
      return sentence(
          "native libraries needed " + nativeBytes.group(1) + " of at most " + nativeBytes.group(2),
          HeapAdvice.of(0));
    } else if (refused.matches()) {
      return sentence(
          "the system gave native libraries no more; the process has " + refused.group(1),
          "end other programs");
    } else if (said.contains("native thread")) {
      return "The memory is not enough (the system starts no more threads); allow more of them, of"
          + " which 'ulimit -u' and 'ulimit -v' say how many and how much there may be, or"
          + " end other programs";
    } else if (said.contains("Metaspace")) {
      return sentence(
          "what Java keeps of classes is full",
          "allow more with -XX:MaxMetaspaceSize in RETORT_OPTS");
    } else if (said.contains("class space")) {
      return sentence(
          "what Java keeps of classes is full",
          "allow more with -XX:CompressedClassSpaceSize in RETORT_OPTS");
    } else if (said.contains("array size")) {
      return sentence(
          "an array of more than 2,147,483,645 values was requested", "make it smaller");
    }
    return sentence(full(Runtime.getRuntime().maxMemory()), HeapAdvice.of(0));
  }

  private static String sentence(String reason, String advice) {
    return "The memory is not enough ("
        + reason
        + "); "
        + advice
        + ", or take fewer samples, a smaller batch or smaller networks";
  }

  private static String full(long heap) {
    return "Java's heap of " + heap / MEGABYTE + " MB is full";
  }

  private static String megabytes(long bytes) {
    // Rounded up, so that little is not nothing.
    return (bytes + MEGABYTE - 1) / MEGABYTE + " MB";
  }
}
