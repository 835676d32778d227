package io.retort.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapAdviceTest {

  /** Of a machine of 16,000 MB, of which 14,000 can be the heap. */
  @ParameterizedTest
  @CsvSource({
    "0, 8, -Xmx512m",
    "0, 300, -Xmx600m",
    "0, 4096, -Xmx8g",
    // Twice as much is not there.
    "0, 8192, -Xmx14000m",
    "9000, 4000, -Xmx9g",
    "900, 4000, -Xmx8g",
    "13900, 4000, -Xmx13900m"
  })
  void theAdviceIsWhatIsNeededAndTwiceWhatThereIs(long needed, long heap, String advice) {
    assertEquals(
        "allow more with RETORT_OPTS=" + advice + " ./retort …",
        HeapAdvice.of(needed << 20, heap << 20, 16_000L << 20));
  }

  @ParameterizedTest
  @CsvSource({"14001, 4000", "0, 14000", "0, 15000"})
  void whatTheMachineDoesNotHaveIsNotAdvised(long needed, long heap) {
    assertEquals(
        "this machine has 16000 MB in all", HeapAdvice.of(needed << 20, heap << 20, 16_000L << 20));
  }
}
