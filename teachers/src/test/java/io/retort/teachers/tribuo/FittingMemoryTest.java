package io.retort.teachers.tribuo;

import static io.retort.testkit.Refusals.assertRefused;

import org.junit.jupiter.api.Test;

class FittingMemoryTest {

  @Test
  void rowsThatCannotBeInTheHeapTogetherAreRefusedWithTheirSize() {
    // 30,000,000 × (20 × 4 + 24) bytes = 3,120,000,000 bytes = 2.9 × 2³⁰ bytes
    assertRefused(
        () -> FittingMemory.require("boosted-trees", 30_000_000, 20, 1L << 30),
        "'boosted-trees'",
        "30,000,000 samples of 20 values",
        "2.9 GB",
        "1.0 GB",
        "a batch at a time");
    FittingMemory.require("boosted-trees", 30_000_000, 20, 3_120_000_000L);
  }
}
