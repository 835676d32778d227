package io.retort.datasets.duckdb;

import io.retort.core.data.Dataset;
import io.retort.core.data.MissingValues;
import io.retort.core.data.UnknownCategory;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.datasets.table.TableEmbedding;
import io.retort.datasets.table.TableHead;
import io.retort.datasets.table.TableKeys;
import io.retort.datasets.table.TableText;
import io.retort.datasets.table.TaskKind;
import io.retort.datasets.table.engine.TableSettings;
import io.retort.datasets.table.engine.TableSource;
import io.retort.datasets.table.engine.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A table of samples in Parquet files. Every column that is neither a label nor ignored becomes
 * input, as those of a CSV file do; NULL is a missing value, and so is an empty text.
 *
 * @param file the table to train with: a file, a folder, or a pattern
 * @param testFile a table with the same columns for the final test
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
 * @param unlabelled a table of samples without labels
 * @param outputs what to predict, where there is no label column
 * @param heads what to predict, where it is more than one thing
 * @param text the column of texts that is the input; the shape is then {@code [length]}
 * @param embedding a vector that a teacher gives, alone or beside what has label columns
 * @param cache a folder in which rows are kept
 */
public record Parquet(
    @Doc(
            "The Parquet file to train with; or several that have the same columns: a folder of"
                + " them, or a pattern such as 'data/*.parquet' or 'data/**/*.parquet'. They are"
                + " read in the order of their paths.")
        Path file,
    @Doc("The same for the test; without it a part is split off.") Optional<Path> testFile,
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
    @Doc(
            "The same of samples without labels, for a teacher to label. Columns are found by their"
                + " names; those that are not inputs are not looked at.")
        Optional<Path> unlabelled,
    @Doc(TableKeys.OUTPUTS) @Default("[]") List<String> outputs,
    @Doc(TableKeys.HEADS) @Default("[]") List<TableHead> heads,
    @Doc(TableKeys.TEXT) Optional<TableText> text,
    @Doc(TableKeys.EMBEDDING) Optional<TableEmbedding> embedding,
    @Doc(TableKeys.CACHE) Optional<Path> cache) {
  /** The key that says where the table is. */
  static final String KEY = "file";

  public Parquet {
    label = List.copyOf(label);
    categorical = List.copyOf(categorical);
    ignore = List.copyOf(ignore);
    outputs = List.copyOf(outputs);
    heads = List.copyOf(heads);
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
            SqlTypes.format(missing),
            Optional.of(SqlTypes.MISSING_LABELS),
            false);
    table.requireLabelsFor(KEY, testFile.isPresent() || unlabelled.isPresent());
    if (cache.isPresent()) {
      table.requireCacheable();
    }
  }

  private TableSettings table() {
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
        SqlTypes.format(missing),
        Optional.of(SqlTypes.MISSING_LABELS),
        false);
  }

  /**
   * Reads the files.
   *
   * @param context resolves their paths
   * @return a data set that the caller closes
   * @throws io.retort.core.RetortException at the first thing that is wrong in a file, naming its
   *     row and column
   */
  public Dataset load(Context context) {
    return Tables.load(
        table(),
        new TableSource.Group(
            opener(context, file),
            testFile.map(files -> opener(context, files)),
            unlabelled.map(files -> opener(context, files)),
            cache.map(context::resolve)),
        context);
  }

  private static TableSource.Opener opener(Context context, Path files) {
    Path resolved = context.resolve(files);
    return () -> ParquetSource.open(resolved);
  }
}
