package io.retort.runtime.experiment.detail;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code contributions.csv}: what each test sample contributes to the score of each student,
 * from which the intervals of gains follow.
 */
final class ScoreTable {

  private ScoreTable() {}

  /**
   * Writes.
   *
   * @param columns by title, a value for each sample
   */
  static void write(Path file, Map<String, double[]> columns) throws IOException {
    try (Writer out = Files.newBufferedWriter(file);
        CsvWriter csv = CsvWriter.builder().build(out)) {
      csv.writeRecord(columns.keySet());
      List<double[]> values = List.copyOf(columns.values());
      for (int i = 0; i < values.get(0).length; i++) {
        List<String> cells = new ArrayList<>();
        for (double[] column : values) {
          cells.add(cell(column[i]));
        }
        csv.writeRecord(cells);
      }
    }
  }

  private static String cell(double value) {
    return value == 0 || value == 1
        ? Integer.toString((int) value)
        : Double.isFinite(value) ? Float.toString((float) value) : "";
  }
}
