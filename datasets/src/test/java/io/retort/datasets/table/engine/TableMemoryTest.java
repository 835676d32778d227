package io.retort.datasets.table.engine;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import org.junit.jupiter.api.Test;

class TableMemoryTest {

  @Test
  void textsThatWouldNotFitAreRefusedWithTheirSize() {
    // 60,000 rows × 5,000 values × 4 bytes = 1,200,000,000 bytes
    assertRefused(
        () -> TableMemory.requireTexts("t.csv", 60_000, 5_000, 1_100_000_000),
        "t.csv",
        "1.2 GB",
        "60,000 rows of 5,000 values",
        "1.1 GB",
        "shorten");
    TableMemory.requireTexts("t.csv", 60_000, 5_000, 1_200_000_000);
  }

  @Test
  void aTableThatDoesNotFitSaysHowFarItWasRead() {
    OutOfMemoryError cause = new OutOfMemoryError("Cannot reserve 8 bytes");
    RetortException refusal = TableMemory.full(new Origin(), 1_234_567, cause);
    assertSame(ErrorKind.ENVIRONMENT, refusal.kind());
    assertTrue(refusal.getMessage().contains("The table t.csv"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("1,234,567 rows"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("; use fewer rows, or"), refusal.getMessage());
  }

  private record Origin() implements TableOrigin {
    @Override
    public String key() {
      return "file";
    }

    @Override
    public String name() {
      return "t.csv";
    }

    @Override
    public String row(long line) {
      return "line " + line;
    }

    @Override
    public RetortException noRows() {
      throw new AssertionError("nothing is read");
    }

    @Override
    public String toBeMissing() {
      throw new AssertionError("nothing is read");
    }

    @Override
    public String toSaveMemory() {
      return "use fewer rows";
    }
  }
}
