package io.retort.datasets;

import io.retort.core.data.MissingValues;
import io.retort.core.data.UnknownCategory;
import io.retort.datasets.table.TableEmbedding;
import io.retort.datasets.table.TableHead;
import io.retort.datasets.table.TableText;
import io.retort.datasets.table.TaskKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the settings of a {@link Csv}, whose components say more; what is not set has its default.
 */
public final class CsvBuilder {
  private Path file;
  private Optional<Path> testFile = Optional.empty();
  private boolean header = true;
  private boolean index = true;
  private String separator = ",";
  private String decimal = ".";
  private List<String> label = List.of();
  private TaskKind task = TaskKind.SINGLE_LABEL;
  private List<String> categorical = List.of();
  private List<String> ignore = List.of();
  private Optional<String> id = Optional.empty();
  private Optional<String> group = Optional.empty();
  private Optional<String> time = Optional.empty();
  private Optional<String> weight = Optional.empty();
  private boolean standardise = true;
  private UnknownCategory unknown = UnknownCategory.IGNORE;
  private MissingValues missing = MissingValues.ERROR;
  private List<String> missingMarks = List.of("", "?", "NA");
  private Optional<List<String>> missingLabels = Optional.empty();
  private Optional<Path> unlabelled = Optional.empty();
  private List<String> outputs = List.of();
  private List<TableHead> heads = List.of();
  private Optional<TableText> text = Optional.empty();
  private Optional<TableEmbedding> embedding = Optional.empty();
  private Optional<Path> cache = Optional.empty();

  CsvBuilder(Path file) {
    this.file = file;
  }

  /** The table to train with. */
  public CsvBuilder file(Path value) {
    file = value;
    return this;
  }

  /** A table with the same columns for the test. */
  public CsvBuilder testFile(Path value) {
    testFile = Optional.of(value);
    return this;
  }

  /** Whether the first line names the columns. */
  public CsvBuilder header(boolean value) {
    header = value;
    return this;
  }

  /** Whether a column without a name is left out. */
  public CsvBuilder index(boolean value) {
    index = value;
    return this;
  }

  /** The character between cells. */
  public CsvBuilder separator(String value) {
    separator = value;
    return this;
  }

  /** The mark before the fraction of a number. */
  public CsvBuilder decimal(String value) {
    decimal = value;
    return this;
  }

  /** The label columns. */
  public CsvBuilder label(String... values) {
    label = List.of(values);
    return this;
  }

  /** What the labels are. */
  public CsvBuilder task(TaskKind value) {
    task = value;
    return this;
  }

  /** The columns of categories. */
  public CsvBuilder categorical(String... values) {
    categorical = List.of(values);
    return this;
  }

  /** The columns to leave out. */
  public CsvBuilder ignore(String... values) {
    ignore = List.of(values);
    return this;
  }

  /** The column with the ids of samples. */
  public CsvBuilder id(String value) {
    id = Optional.of(value);
    return this;
  }

  /** The column with the groups of samples. */
  public CsvBuilder group(String value) {
    group = Optional.of(value);
    return this;
  }

  /** The column with the times of samples. */
  public CsvBuilder time(String value) {
    time = Optional.of(value);
    return this;
  }

  /** The column with the weights of samples. */
  public CsvBuilder weight(String value) {
    weight = Optional.of(value);
    return this;
  }

  /** Whether numeric inputs are scaled to the mean 0 and the deviation 1. */
  public CsvBuilder standardise(boolean value) {
    standardise = value;
    return this;
  }

  /** What becomes of categories that are unknown. */
  public CsvBuilder unknown(UnknownCategory value) {
    unknown = value;
    return this;
  }

  /** What is done about missing inputs. */
  public CsvBuilder missing(MissingValues value) {
    missing = value;
    return this;
  }

  /** The cells that stand for a missing input. */
  public CsvBuilder missingMarks(String... values) {
    missingMarks = List.of(values);
    return this;
  }

  /** The cells that stand for a missing label. */
  public CsvBuilder missingLabels(String... values) {
    missingLabels = Optional.of(List.of(values));
    return this;
  }

  /** A table of samples without labels. */
  public CsvBuilder unlabelled(Path value) {
    unlabelled = Optional.of(value);
    return this;
  }

  /** What to predict, where there is no label column. */
  public CsvBuilder outputs(String... values) {
    outputs = List.of(values);
    return this;
  }

  /** What to predict, where it is more than one thing. */
  public CsvBuilder heads(TableHead... values) {
    heads = List.of(values);
    return this;
  }

  /** The column of texts that is the only input. */
  public CsvBuilder text(TableText value) {
    text = Optional.of(value);
    return this;
  }

  /** A vector to learn from the teacher's. */
  public CsvBuilder embedding(TableEmbedding value) {
    embedding = Optional.of(value);
    return this;
  }

  /** The folder in which the rows are kept. */
  public CsvBuilder cache(Path value) {
    cache = Optional.of(value);
    return this;
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  public Csv build() {
    return new Csv(
        file,
        testFile,
        header,
        index,
        separator,
        decimal,
        label,
        task,
        categorical,
        ignore,
        id,
        group,
        time,
        weight,
        standardise,
        unknown,
        missing,
        missingMarks,
        missingLabels,
        unlabelled,
        outputs,
        heads,
        text,
        embedding,
        cache);
  }
}
