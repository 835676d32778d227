package io.retort.datasets.duckdb;

import io.retort.core.data.Dataset;
import io.retort.core.data.MissingValues;
import io.retort.core.data.UnknownCategory;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
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
 * A table of samples that DuckDB queries, from files of Parquet, CSV or JSON. Every column that is
 * neither a label nor ignored becomes input, as those of a CSV file do; NULL is a missing value,
 * and so is an empty text.
 *
 * @param query gives the rows to train with
 * @param testQuery gives rows with the same columns for the final test
 * @param folder where relative paths in queries start
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
 * @param unlabelled gives samples without labels
 * @param outputs what to predict, where there is no label column
 * @param heads what to predict, where it is more than one thing
 * @param text the column of texts that is the input; the shape is then {@code [length]}
 * @param embedding a vector that a teacher gives, alone or beside what has label columns
 * @param threads how many threads DuckDB has
 * @param memory how many megabytes DuckDB uses before it writes to temporary files
 */
public record DuckDbQuery(
    @Doc(
            "A SELECT in DuckDB's SQL that gives the rows to train with, such as SELECT * FROM"
                + " 'data/*.parquet' WHERE year > 2020. It may read files, and change nothing.")
        String query,
    @Doc("The same for the test; without it a part is split off.") Optional<String> testQuery,
    @Doc("The folder that relative paths in queries start from.") @Default("'.'") Path folder,
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
            "The same for samples without labels, for a teacher to label. Columns are found by"
                + " their names; those that are not inputs are not looked at.")
        Optional<String> unlabelled,
    @Doc(TableKeys.OUTPUTS) @Default("[]") List<String> outputs,
    @Doc(TableKeys.HEADS) @Default("[]") List<TableHead> heads,
    @Doc(TableKeys.TEXT) Optional<TableText> text,
    @Doc(TableKeys.EMBEDDING) Optional<TableEmbedding> embedding,
    @Doc(
            "How many threads DuckDB has. With one, a query gives the same rows in the same order"
                + " every time; with more, only if it ends with an ORDER BY that leaves no choice"
                + " and sums no fractions.")
        @Default("1")
        @Range(min = 1, max = 1024)
        int threads,
    @Doc("How many megabytes DuckDB uses before it writes to temporary files.")
        @Default("1024")
        @Range(min = 64, max = 1 << 30)
        int memory) {
  /** The key that says where the table is. */
  static final String KEY = "query";

  public DuckDbQuery {
    label = List.copyOf(label);
    categorical = List.copyOf(categorical);
    ignore = List.copyOf(ignore);
    outputs = List.copyOf(outputs);
    heads = List.copyOf(heads);
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
            false)
        .requireLabelsFor(KEY, testQuery.isPresent() || unlabelled.isPresent());
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
   * Makes the queries.
   *
   * @param context resolves the folder
   * @return a data set that the caller closes
   * @throws io.retort.core.RetortException if a query fails, or at the first thing that is wrong in
   *     a row, naming the row and its column
   */
  public Dataset load(Context context) {
    return Tables.load(
        table(),
        new TableSource.Group(
            opener(context, KEY, query),
            testQuery.map(sql -> opener(context, "test-" + KEY, sql)),
            unlabelled.map(sql -> opener(context, "unlabelled", sql)),
            // What a query gives may depend on anything: no row is kept.
            Optional.empty()),
        context);
  }

  private TableSource.Opener opener(Context context, String key, String sql) {
    Database.Options options =
        new Database.Options(threads, memory, Optional.of(context.resolve(folder)));
    return () -> QuerySource.open(options, new QueryOrigin(key), sql);
  }
}
