package io.retort.runtime.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A table with groups of about ten rows, of which a network may learn something. */
public final class GroupedTable {
  private static final int ROWS = 120;

  private GroupedTable() {}

  /**
   * Writes the table.
   *
   * @param step has no divisor with 120 in common; which rows are in one group follows from it
   */
  public static void write(Path file, int step) throws IOException {
    StringBuilder rows = new StringBuilder("a,b,c,d,who,kind\n");
    for (int i = 0; i < ROWS; i++) {
      double x = Math.cos(i);
      double y = Math.sin(2.3 * i);
      String kind = x > 0.3 ? "p" : y > 0 ? "q" : "r";
      rows.append(x + "," + y + "," + x * y + "," + Math.sin(i) + ",");
      rows.append("w" + i * step % ROWS / 10 + "," + kind + "\n");
    }
    Files.writeString(file, rows);
  }

  /** The configuration of the data. */
  public static Map<String, Object> data(Path file) {
    return Map.of("kind", "csv", "file", file.toString(), "label", "kind", "group", "who");
  }
}
