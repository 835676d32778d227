package io.retort.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryShortageTest {

  /** What Java 17 and JavaCPP 1.5 say. */
  @Test
  void whatJavaAndItsLibrariesSayBecomesWords() {
    String heap = Runtime.getRuntime().maxMemory() / (1 << 20) + " MB is full";
    Map.of(
            "Java heap space",
            "(Java's heap of " + heap + ")",
            "GC overhead limit exceeded",
            "(Java's heap of " + heap + ")",
            "Cannot reserve 7340096 bytes of direct buffer memory (allocated: 3145728, limit:"
                + " 8388608)",
            "(8 MB more were needed outside of Java's heap, where 3 MB of 8 MB are taken)",
            "Physical memory usage is too high: physicalBytes (141M) > maxPhysicalBytes (128M)",
            "(native libraries needed 141M of at most 128M)",
            "Failed to allocate memory within limits: totalBytes (9M + 4M) > maxBytes (10M)",
            "(native libraries needed 9M + 4M of at most 10M)",
            "Cannot allocate new LongPointer(1): totalBytes = 48, physicalBytes = 99040K",
            "(the system gave native libraries no more; the process has 99040K)",
            "unable to create native thread: possibly out of memory or process/resource limits",
            "(the system starts no more threads",
            "Metaspace",
            "(what Java keeps of classes is full)")
        .forEach(
            (said, words) -> {
              String sentence = MemoryShortage.in(new OutOfMemoryError(said)).orElseThrow();
              assertTrue(sentence.startsWith("The memory is not enough " + words), sentence);
              assertEquals(1, sentence.lines().count());
            });
  }

  /** What is short tells what to change: a larger heap starts no threads. */
  @ParameterizedTest
  @CsvSource({
    "Java heap space, RETORT_OPTS=-Xmx|this machine has",
    "Metaspace, -XX:MaxMetaspaceSize",
    "Compressed class space, -XX:CompressedClassSpaceSize",
    "unable to create native thread, ulimit -u",
    "Requested array size exceeds VM limit, make it smaller",
    "'Cannot allocate new LongPointer(1): totalBytes = 4, physicalBytes = 99040K', end other"
  })
  void theAdviceIsOfWhatIsShort(String said, String advice) {
    String sentence = MemoryShortage.in(new OutOfMemoryError(said)).orElseThrow();
    assertTrue(Arrays.stream(advice.split("\\|")).anyMatch(sentence::contains), sentence);
    assertEquals(said.equals("Java heap space"), sentence.contains("Java's heap"), sentence);
  }

  @Test
  void itIsFoundInOtherFailures() {
    Throwable wrapped =
        new ExceptionInInitializerError(new IllegalStateException(new OutOfMemoryError()));
    assertTrue(MemoryShortage.in(wrapped).isPresent());
    Throwable outer = new OutOfMemoryError("Cannot allocate new LongPointer(1): totalBytes = 48");
    String limit = "Physical memory usage is too high: physicalBytes (2M) > maxPhysicalBytes (1M)";
    assertTrue(
        MemoryShortage.in(outer.initCause(new OutOfMemoryError(limit)))
            .orElseThrow()
            .contains("needed 2M of at most 1M"));
    assertEquals(Optional.empty(), MemoryShortage.in(new IllegalStateException("a bug")));
  }
}
