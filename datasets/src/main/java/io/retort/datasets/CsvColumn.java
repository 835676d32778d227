package io.retort.datasets;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How the cells of one input column become numbers. Made from the training table. */
sealed interface CsvColumn {

  /** Its place in the table. */
  int column();

  /** The same encoding for a table that has the column at another place. */
  CsvColumn at(int place);

  /** The number of values that a cell becomes. */
  int width();

  /** Writes a cell's values from {@code offset} on. */
  void encode(CsvTable table, CsvRecord row, float[] values, int offset);

  /** The cells that stand for a missing value, and what to do about them. */
  record Missing(Set<String> marks, MissingValues policy) {

    /** The cell, or empty if it is missing and may be filled. */
    Optional<String> cell(CsvTable table, CsvRecord row, int column) {
      String cell = table.cell(row, column);
      if (!marks.contains(cell)) {
        return Optional.of(cell);
      }
      if (policy == MissingValues.FILL) {
        return Optional.empty();
      }
      throw table.problem(
          row, column, "the value is missing ('" + cell + "'); give one, or set missing to fill");
    }
  }

  /** A number, from which the shift is subtracted and which is divided by the scale then. */
  record Numeric(int column, Missing missing, double mean, double shift, double scale)
      implements CsvColumn {

    static Numeric of(CsvTable table, int column, Missing missing, boolean standardise) {
      double[] values =
          table.rows().stream()
              .filter(row -> missing.cell(table, row, column).isPresent())
              .mapToDouble(row -> number(table, row, column))
              .toArray();
      if (values.length == 0) {
        throw table.problem(
            table.rows().get(0), column, "every value is missing; name the column under ignore");
      }
      double mean = 0;
      for (double value : values) {
        mean += value / values.length;
      }
      double variance = 0;
      for (double value : values) {
        variance += (value - mean) * (value - mean) / values.length;
      }
      // A column that is the same everywhere becomes 0 everywhere.
      double scale = variance > 0 ? Math.sqrt(variance) : 1;
      return new Numeric(column, missing, mean, standardise ? mean : 0, standardise ? scale : 1);
    }

    /** A finite number; the forms with a suffix that Java's own parser accepts are refused. */
    static double number(CsvTable table, CsvRecord row, int column) {
      String cell = table.cell(row, column);
      double value;
      try {
        value = Double.parseDouble(cell);
      } catch (NumberFormatException noNumber) {
        throw notANumber(table, row, column);
      }
      if (Character.isLetter(cell.charAt(cell.length() - 1)) && Double.isFinite(value)) {
        throw notANumber(table, row, column);
      }
      if (!Float.isFinite((float) value)) {
        throw table.problem(
            row,
            column,
            "'" + cell + "' is no finite 32-bit number; correct it, or add it to missing-marks");
      }
      return value;
    }

    private static RuntimeException notANumber(CsvTable table, CsvRecord row, int column) {
      return table.problem(
          row,
          column,
          "'"
              + table.cell(row, column)
              + "' is no number; correct it, name the column under categorical, or add it to"
              + " missing-marks");
    }

    /** A number that is taken as it is. */
    static Numeric plain(int column, Missing missing) {
      return new Numeric(column, missing, 0, 0, 1);
    }

    @Override
    public CsvColumn at(int place) {
      return new Numeric(place, missing, mean, shift, scale);
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void encode(CsvTable table, CsvRecord row, float[] values, int offset) {
      double value =
          missing.cell(table, row, column).isPresent() ? number(table, row, column) : mean;
      values[offset] = (float) ((value - shift) / scale);
    }
  }

  /** One of several categories, each of which has a value that is 1 or 0. */
  record Categorical(int column, Missing missing, List<String> categories, String mostFrequent)
      implements CsvColumn {

    static Categorical of(CsvTable table, int column, Missing missing) {
      Map<String, Integer> counts = new TreeMap<>();
      for (CsvRecord row : table.rows()) {
        missing.cell(table, row, column).ifPresent(cell -> counts.merge(cell, 1, Integer::sum));
      }
      // The first in the alphabet of those that are equally frequent.
      String mostFrequent =
          counts.keySet().stream()
              .reduce((best, next) -> counts.get(next) > counts.get(best) ? next : best)
              .orElseThrow(
                  () ->
                      table.problem(
                          table.rows().get(0),
                          column,
                          "every value is missing; name the column under ignore"));
      return new Categorical(column, missing, List.copyOf(counts.keySet()), mostFrequent);
    }

    @Override
    public CsvColumn at(int place) {
      return new Categorical(place, missing, categories, mostFrequent);
    }

    @Override
    public int width() {
      return categories.size();
    }

    @Override
    public void encode(CsvTable table, CsvRecord row, float[] values, int offset) {
      String cell = missing.cell(table, row, column).orElse(mostFrequent);
      int category = categories.indexOf(cell);
      if (category < 0) {
        throw table.problem(
            row,
            column,
            "the category '"
                + cell
                + "' is not in the training file, which has "
                + categories
                + "; correct it, or add such a row to the training file");
      }
      values[offset + category] = 1;
    }
  }
}
