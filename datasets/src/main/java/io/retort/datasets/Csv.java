package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A table of samples as comma-separated values (RFC 4180, UTF-8), perhaps compressed with gzip.
 * Every column that is neither a label nor ignored becomes input: a numeric column one value, a
 * categorical one as many values as it has categories, one of which is 1. The input's shape is
 * {@code [values]}, in the order of the columns. Means, deviations and categories are those of the
 * training file alone.
 *
 * @param file the table to train with
 * @param testFile a table with the same columns for the final test
 * @param header whether the first line names the columns; without, they are called 1, 2, 3…
 * @param separator the character between cells
 * @param label the columns of the answers: one for {@code single-label}, any number for the others
 * @param task what the answers are: class names, a 0 or 1 a column, or numbers
 * @param categorical the columns of categories
 * @param ignore the columns to leave out
 * @param standardise whether numeric inputs are scaled to the mean 0 and the deviation 1
 * @param missing what is done about missing inputs; a missing answer is always an error
 * @param missingMarks the cells that stand for a missing value
 * @param unlabelled a table of samples without answers
 * @param outputs what is to be predicted, where there is no label column
 * @param heads what is to be predicted, where it is more than one thing; instead of label, task and
 *     outputs, which are for a single head called {@code label}
 */
public record Csv(
    @Doc("The CSV file to train with, plain or gzipped.") Path file,
    @Doc("The CSV file for the test; without it a part is split off.") Optional<Path> testFile,
    @Doc("Whether the first line names the columns; otherwise they are called 1, 2, 3…")
        @Default("true")
        boolean header,
    @Doc("The character between two cells.") @Default("','") String separator,
    @Doc(
            "The columns of the answers; exactly one for a single-label task. None for a file without"
                + " answers, which a teacher may label.")
        @Default("[]")
        List<String> label,
    @Doc("What the answers are: single-label, multi-label (0 or 1 each) or regression (numbers).")
        @Default("single-label")
        TaskKind task,
    @Doc("The columns that hold categories instead of numbers.") @Default("[]")
        List<String> categorical,
    @Doc("The columns to leave out, such as a sample's number.") @Default("[]") List<String> ignore,
    @Doc("Whether numeric inputs are scaled to mean 0 and deviation 1.") @Default("true")
        boolean standardise,
    @Doc("Missing inputs: error, or fill (with the mean or the most frequent category).")
        @Default("error")
        MissingValues missing,
    @Doc("The cells that stand for a missing value.") @Default("['', '?', NA]")
        List<String> missingMarks,
    @Doc(
            "A CSV file of samples without answers, for a teacher to label. Its columns are found by"
                + " their names; columns that are no inputs are not looked at.")
        Optional<Path> unlabelled,
    @Doc("The classes, labels or values to predict, where the file has no label columns.")
        @Default("[]")
        List<String> outputs,
    @Doc("Several things to predict, each with its columns; instead of label, task and outputs.")
        @Default("[]")
        List<CsvHead> heads) {

  public Csv {
    heads = List.copyOf(heads);
    outputs = List.copyOf(outputs);
    label = List.copyOf(label);
    categorical = List.copyOf(categorical);
    ignore = List.copyOf(ignore);
    missingMarks = List.copyOf(missingMarks);
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      throw new IllegalArgumentException(
          "The separator is one character, such as ',' or ';', not '" + separator + "'");
    }
    if (!heads.isEmpty() && !(label.isEmpty() && outputs.isEmpty())) {
      throw new IllegalArgumentException(
          "The answers are given twice, under heads and under label or outputs; leave the latter"
              + " out");
    }
    List<CsvHead> answers = answers(heads, label, task, outputs);
    if (!CsvHead.labelled(answers)) {
      refuseWithoutLabels(standardise, categorical, missing, testFile, unlabelled);
    }
    var roles = new LinkedHashSet<String>();
    for (List<String> columns : List.of(labels(answers), categorical, ignore)) {
      for (String column : columns) {
        if (!roles.add(column)) {
          throw new IllegalArgumentException(
              "The column '"
                  + column
                  + "' is named twice in label, categorical and ignore; name it once");
        }
      }
    }
  }

  private static List<CsvHead> answers(
      List<CsvHead> heads, List<String> label, TaskKind task, List<String> outputs) {
    return heads.isEmpty()
        ? List.of(new CsvHead(InMemoryDataset.HEAD, label, task, outputs))
        : heads;
  }

  private static List<String> labels(List<CsvHead> heads) {
    return heads.stream().flatMap(head -> head.label().stream()).toList();
  }

  /** What is to be predicted, whichever way it is written. */
  List<CsvHead> answers() {
    return answers(heads, label, task, outputs);
  }

  /** The columns of all answers; none for a file without. */
  List<String> labels() {
    return labels(answers());
  }

  /** What is asked of a training file cannot be had from one without answers. */
  private static void refuseWithoutLabels(
      boolean standardise,
      List<String> categorical,
      MissingValues missing,
      Optional<Path> testFile,
      Optional<Path> unlabelled) {
    if (standardise || !categorical.isEmpty() || missing == MissingValues.FILL) {
      throw new IllegalArgumentException(
          "Means, deviations and categories are those of the file that the teacher was trained"
              + " with: give that one as file, with its label, and the new samples as unlabelled; or"
              + " set standardise to false, and neither categorical nor missing: fill");
    }
    if (testFile.isPresent() || unlabelled.isPresent()) {
      throw new IllegalArgumentException(
          "Without label, the file itself holds the samples without answers; leave test-file and"
              + " unlabelled out");
    }
  }

  /**
   * A table with a header, numeric inputs and one column of classes, in which nothing is missing.
   *
   * @param file the table to train with
   * @param label the column of the classes
   */
  public Csv(Path file, String label) {
    this(
        file,
        Optional.empty(),
        true,
        ",",
        List.of(label),
        TaskKind.SINGLE_LABEL,
        List.of(),
        List.of(),
        true,
        MissingValues.ERROR,
        List.of("", "?", "NA"),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /**
   * Reads the files.
   *
   * @param context resolves their paths
   * @return a data set that the caller closes
   * @throws io.retort.core.RetortException at the first thing that is wrong in a file, naming its
   *     line and column
   */
  public Dataset load(Context context) {
    char comma = separator.charAt(0);
    if (labels().isEmpty()) {
      return CsvEncoding.unlabelled(this, context.resolve(file)).dataset(context.resolve(file));
    }
    CsvTable train = CsvTable.read(context.resolve(file), comma, header);
    CsvEncoding encoding = CsvEncoding.of(this, train);
    return InMemoryDataset.of(
            encoding.inputShape(),
            encoding.heads(),
            encoding.samples(train),
            testFile.map(
                name ->
                    () -> encoding.samples(CsvTable.read(context.resolve(name), comma, header))))
        .with(unlabelled.map(name -> () -> encoding.stream(context.resolve(name))));
  }
}
