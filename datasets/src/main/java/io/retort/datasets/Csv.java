package io.retort.datasets;

import io.retort.core.data.MissingValues;
import io.retort.core.data.TableFormat;
import io.retort.core.data.UnknownCategory;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.datasets.table.TableEmbedding;
import io.retort.datasets.table.TableHead;
import io.retort.datasets.table.TableKeys;
import io.retort.datasets.table.TableText;
import io.retort.datasets.table.TaskKind;
import io.retort.datasets.table.engine.TableSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A table of samples as comma-separated values (RFC 4180, UTF-8) or as JSON lines, perhaps
 * compressed with gzip. Every column that is neither a label nor ignored becomes input: a numeric
 * column one value, a categorical one as many values as it has categories, one of which is 1. The
 * input's shape is {@code [values]}, in the order of the columns. Means, deviations and categories
 * are those of the training file, and in a run those of the rows that the teacher is trained with.
 * Rows without an label are kept apart, for a teacher to label.
 *
 * @param file the table to train with
 * @param testFile a table with the same columns for the final test
 * @param header whether the first line names the columns; without, they are called 1, 2, 3…
 * @param index whether a column without a name is left out
 * @param separator the character between cells
 * @param decimal the mark before the fraction of a number
 * @param label the label columns: one for {@code single-label}, any number for the others
 * @param task what the labels are: class names, a 0 or 1 a column, or numbers
 * @param categorical the columns of categories
 * @param ignore the columns to leave out
 * @param id the column with the ids of samples, which is not an input
 * @param group the column of the groups that are not divided, which is not an input
 * @param time the column of the times by which samples are divided, which is not an input
 * @param weight the column of the weights of samples, which is not an input
 * @param standardise whether numeric inputs are scaled to the mean 0 and the deviation 1
 * @param unknown what becomes of a category that none of the rows has that are trained with
 * @param missing what is done about missing inputs
 * @param missingMarks the cells that stand for a missing input, and for a missing number to predict
 * @param missingLabels the cells that stand for a missing label
 * @param unlabelled a table of samples without labels
 * @param outputs what to predict, where there is no label column
 * @param heads what to predict, where it is more than one thing; instead of label, task and
 *     outputs, which are for a single head called {@code label}
 * @param text the column of texts that is the input; the shape is then {@code [length]}
 * @param embedding a vector that a teacher gives, alone or beside what has label columns
 * @param cache a folder in which rows are kept
 */
public record Csv(
    @Doc(
            "The CSV file to train with, plain or gzipped; or JSON lines, if its name ends with"
                + " .jsonl or .ndjson: an object a row, the first of which has all columns.")
        Path file,
    @Doc("The CSV file or JSON lines for the test; without it a part is split off.")
        Optional<Path> testFile,
    @Doc("Whether the first line names the columns; otherwise they are called 1, 2, 3…")
        @Default("true")
        boolean header,
    @Doc(
            "Whether a column without a name, such as the index of pandas or the row names of R, is"
                + " left out.")
        @Default("true")
        boolean index,
    @Doc("The character between two cells.") @Default("','") String separator,
    @Doc("The mark before the fraction of a number: a point or a comma.") @Default("'.'")
        String decimal,
    @Doc(TableKeys.LABEL) @Default("[]") List<String> label,
    @Doc(TableKeys.TASK) @Default("single-label") TaskKind task,
    @Doc(TableKeys.CATEGORICAL) @Default("[]") List<String> categorical,
    @Doc(TableKeys.IGNORE) @Default("[]") List<String> ignore,
    @Doc(TableKeys.ID) Optional<String> id,
    @Doc(TableKeys.GROUP) Optional<String> group,
    @Doc(TableKeys.TIME) Optional<String> time,
    @Doc(TableKeys.WEIGHT) Optional<String> weight,
    @Doc(TableKeys.STANDARDISE) @Default("true") boolean standardise,
    @Doc(TableKeys.UNKNOWN) @Default("ignore") UnknownCategory unknown,
    @Doc(TableKeys.MISSING) @Default("error") MissingValues missing,
    @Doc("The cells that stand for a missing input, and for a missing number to predict.")
        @Default("['', '?', NA]")
        List<String> missingMarks,
    @Doc(
            "The cells that stand for a missing label; their rows are left to a teacher to label."
                + " By default empty ones, and for numbers those of missing-marks; a class that is"
                + " called like one, NA or null, is refused until this key says what it is.")
        Optional<List<String>> missingLabels,
    @Doc(
            "A CSV file, or JSON lines, of samples without labels, for a teacher to label. Its"
                + " columns are found by their names; columns that are not inputs are not looked"
                + " at.")
        Optional<Path> unlabelled,
    @Doc(TableKeys.OUTPUTS) @Default("[]") List<String> outputs,
    @Doc(TableKeys.HEADS) @Default("[]") List<TableHead> heads,
    @Doc(TableKeys.TEXT) Optional<TableText> text,
    @Doc(TableKeys.EMBEDDING) Optional<TableEmbedding> embedding,
    @Doc(TableKeys.CACHE) Optional<Path> cache) {

  public Csv {
    heads = List.copyOf(heads);
    outputs = List.copyOf(outputs);
    label = List.copyOf(label);
    categorical = List.copyOf(categorical);
    ignore = List.copyOf(ignore);
    missingMarks = List.copyOf(missingMarks);
    missingLabels = missingLabels.map(List::copyOf);
    if (!decimal.equals(".") && !decimal.equals(",")) {
      throw new IllegalArgumentException("The decimal mark is '.' or ',', not '" + decimal + "'");
    }
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      throw new IllegalArgumentException(
          "The separator is one character, such as ',' or ';', not '" + separator + "'");
    }
    TableSettings table =
        new TableSettings(
            TableSettings.heads(heads, label, task, outputs, embedding),
            categorical,
            ignore,
            id,
            group,
            time,
            weight,
            text,
            embedding,
            standardise,
            unknown,
            new TableFormat(header, separator.charAt(0), decimal.charAt(0), missingMarks, missing),
            missingLabels,
            index);
    table.requireLabelsFor("file", testFile.isPresent() || unlabelled.isPresent());
    if (cache.isPresent()) {
      table.requireCacheable();
    }
  }

  /**
   * Settings to be completed, of a table with a header and numeric inputs in which nothing is
   * missing.
   *
   * @param file the table to train with
   * @return all keys with their defaults
   */
  public static CsvBuilder builder(Path file) {
    return new CsvBuilder(file);
  }

  /** How the files are written. */
  TableFormat format() {
    return new TableFormat(header, separator.charAt(0), decimal.charAt(0), missingMarks, missing);
  }

  /** What is in the files. */
  TableSettings table() {
    return new TableSettings(
        TableSettings.heads(heads, label, task, outputs, embedding),
        categorical,
        ignore,
        id,
        group,
        time,
        weight,
        text,
        embedding,
        standardise,
        unknown,
        format(),
        missingLabels,
        index);
  }
}
