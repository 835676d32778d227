package io.retort.runtime.report;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a CSV file, as far as they can be read. */
final class CsvTable {

  private CsvTable() {}

  static List<NamedCsvRecord> rows(ReportFiles files, String name) {
    List<NamedCsvRecord> rows = new ArrayList<>();
    try {
      files
          .text(name)
          .ifPresent(text -> CsvReader.builder().ofNamedCsvRecord(text).forEach(rows::add));
    } catch (CsvParseException damaged) {
      // The rows before it are shown.
    }
    return rows;
  }

  static double number(NamedCsvRecord row, String column) {
    return number(row.findField(column).orElse(""));
  }

  /** The numbers of a file by the titles of their columns. */
  static Map<String, double[]> columns(ReportFiles files, String name) {
    List<NamedCsvRecord> rows = rows(files, name);
    Map<String, double[]> columns = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> titles = rows.get(i).getHeader();
      List<String> cells = rows.get(i).getFields();
      for (int column = 0; column < Math.min(titles.size(), cells.size()); column++) {
        columns.computeIfAbsent(titles.get(column), fresh -> new double[rows.size()])[i] =
            number(cells.get(column));
      }
    }
    return columns;
  }

  private static double number(String cell) {
    try {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    } catch (NumberFormatException none) {
      return Double.NaN;
    }
  }
}
