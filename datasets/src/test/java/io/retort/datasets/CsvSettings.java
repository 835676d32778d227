package io.retort.datasets;

import io.retort.core.data.UnknownCategory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys of a table with their defaults, some of which a test changes. */
final class CsvSettings {
  private Optional<Path> testFile = Optional.empty();
  private boolean header = true;
  private boolean index = true;
  private String separator = ",";
  private String decimal = ".";
  private List<String> label = List.of();
  private TaskKind task = TaskKind.SINGLE_LABEL;
  private List<String> categorical = List.of();
  private List<String> ignore = List.of();
  private boolean standardise = true;
  private UnknownCategory unknown = UnknownCategory.IGNORE;
  private MissingValues missing = MissingValues.ERROR;
  private List<String> missingMarks = List.of("", "?", "NA");
  private Optional<List<String>> missingAnswers = Optional.empty();
  private Optional<Path> unlabelled = Optional.empty();
  private List<String> outputs = List.of();
  private List<CsvHead> heads = List.of();

  CsvSettings testFile(String file) {
    testFile = Optional.of(Path.of(file));
    return this;
  }

  CsvSettings header(boolean written) {
    header = written;
    return this;
  }

  CsvSettings index(boolean leftOut) {
    index = leftOut;
    return this;
  }

  CsvSettings separator(String character) {
    separator = character;
    return this;
  }

  CsvSettings decimal(String mark) {
    decimal = mark;
    return this;
  }

  CsvSettings label(String... columns) {
    label = List.of(columns);
    return this;
  }

  CsvSettings task(TaskKind kind) {
    task = kind;
    return this;
  }

  CsvSettings categorical(String... columns) {
    categorical = List.of(columns);
    return this;
  }

  CsvSettings ignore(String... columns) {
    ignore = List.of(columns);
    return this;
  }

  CsvSettings plain() {
    standardise = false;
    return this;
  }

  CsvSettings unknown(UnknownCategory policy) {
    unknown = policy;
    return this;
  }

  CsvSettings fill() {
    missing = MissingValues.FILL;
    return this;
  }

  CsvSettings missingMarks(String... marks) {
    missingMarks = List.of(marks);
    return this;
  }

  CsvSettings missingAnswers(String... marks) {
    missingAnswers = Optional.of(List.of(marks));
    return this;
  }

  CsvSettings unlabelled(String file) {
    unlabelled = Optional.of(Path.of(file));
    return this;
  }

  CsvSettings outputs(String... names) {
    outputs = List.of(names);
    return this;
  }

  CsvSettings heads(CsvHead... several) {
    heads = List.of(several);
    return this;
  }

  Csv of(String file) {
    return new Csv(
        Path.of(file),
        testFile,
        header,
        index,
        separator,
        decimal,
        label,
        task,
        categorical,
        ignore,
        standardise,
        unknown,
        missing,
        missingMarks,
        missingAnswers,
        unlabelled,
        outputs,
        heads);
  }
}
