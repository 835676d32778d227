package io.retort.datasets;

import io.retort.datasets.table.engine.TableNumbers;
import java.util.HashSet;
import java.util.Set;

/**
 * The row names that R writes: the first line has one name less than the rows have cells. They are
 * told from rows that are too long for another reason, such as commas in numbers: R's are quoted,
 * or count the rows, or are not numbers, and never the same twice.
 */
final class CsvRowNames {
  private final Set<String> seen = new HashSet<>();

  boolean mayBeOne(CsvRow row) {
    String name = row.cell(0);
    boolean plausible =
        row.quoted()
            || !TableNumbers.WITH_POINT.isNumber(name)
            || name.equals(Integer.toString(seen.size()))
            || name.equals(Integer.toString(seen.size() + 1));
    return seen.add(name) && plausible;
  }
}
