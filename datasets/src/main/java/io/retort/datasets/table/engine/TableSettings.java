package io.retort.datasets.table.engine;

import io.retort.core.data.MissingValues;
import io.retort.core.data.TableFormat;
import io.retort.core.data.UnknownCategory;
import io.retort.datasets.table.TableEmbedding;
import io.retort.datasets.table.TableHead;
import io.retort.datasets.table.TableText;
import io.retort.datasets.table.TaskKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is in the columns of a table, and what becomes of it.
 *
 * @param heads what to predict beside an embedding
 * @param categorical the columns of categories
 * @param ignore the columns to leave out
 * @param id the column with the ids of samples, which is not an input
 * @param group the column of the groups that are not divided, which is not an input
 * @param time the column of the times by which rows are divided, which is not an input
 * @param weight the column of the weights of samples, which is not an input
 * @param text the column of texts that is the only input
 * @param embedding a vector that a teacher gives
 * @param standardise whether numeric inputs are scaled to the mean 0 and the deviation 1
 * @param unknown what becomes of a category that none of the rows has that are trained with
 * @param format how rows are written, also those that a student is asked for later
 * @param missingLabels the cells that stand for a missing label; by default it depends on the task
 * @param unnamedOut whether a column without a name is left out
 */
public record TableSettings(
    List<TableHead> heads,
    List<String> categorical,
    List<String> ignore,
    Optional<String> id,
    Optional<String> group,
    Optional<String> time,
    Optional<String> weight,
    Optional<TableText> text,
    Optional<TableEmbedding> embedding,
    boolean standardise,
    UnknownCategory unknown,
    TableFormat format,
    Optional<List<String>> missingLabels,
    boolean unnamedOut) {

  /**
   * Settings that do not contradict each other.
   *
   * @throws IllegalArgumentException if they do, with the fix
   */
  public TableSettings {
    heads = List.copyOf(heads);
    categorical = List.copyOf(categorical);
    ignore = List.copyOf(ignore);
    missingLabels = missingLabels.map(List::copyOf);
    TableHead.requireAllOrNone(heads);
    for (TableHead head : heads) {
      embedding.ifPresent(vector -> vector.requireBeside(head));
    }
    if (text.isPresent() && !(categorical.isEmpty() && ignore.isEmpty())) {
      throw new IllegalArgumentException(
          "The only input is the column of texts '"
              + text.get().column()
              + "'; leave categorical and ignore out");
    }
    if (group.isPresent() && time.isPresent()) {
      throw new IllegalArgumentException(
          "Rows are divided either by the group in '"
              + group.get()
              + "' or by the time in '"
              + time.get()
              + "'; leave group or time out");
    }
    List<String> others = Stream.of(id, group, time, weight).flatMap(Optional::stream).toList();
    requireOneRoleEach(labels(heads), categorical, ignore, others, text);
  }

  private static void requireOneRoleEach(
      List<String> labels,
      List<String> categorical,
      List<String> ignore,
      List<String> others,
      Optional<TableText> text) {
    var roles = new LinkedHashSet<String>();
    List<String> texts = text.stream().map(TableText::column).toList();
    for (List<String> columns : List.of(labels, categorical, ignore, others, texts)) {
      for (String column : columns) {
        if (!roles.add(column)) {
          throw new IllegalArgumentException(
              "The column '"
                  + column
                  + "' is named twice in label, categorical, ignore, id, group, time, weight and"
                  + " text; name it once");
        }
      }
    }
  }

  /**
   * What to predict beside an embedding, whichever way it is written.
   *
   * @param heads several things to predict; none where the keys of a single one are used
   * @param label the label columns of the single head
   * @param task what its labels are
   * @param outputs what it predicts, where there is no label column
   * @param embedding beside which, or instead of which, there may be heads
   * @return none beside an embedding alone
   * @throws IllegalArgumentException if it is written both ways
   */
  public static List<TableHead> heads(
      List<TableHead> heads,
      List<String> label,
      TaskKind task,
      List<String> outputs,
      Optional<TableEmbedding> embedding) {
    boolean single = !label.isEmpty() || !outputs.isEmpty();
    if (!heads.isEmpty() && single) {
      throw new IllegalArgumentException(
          "The labels are given twice, under heads and under label or outputs; leave the latter"
              + " out");
    }
    return heads.isEmpty() && (single || embedding.isEmpty())
        ? List.of(new TableHead(TableHead.ONLY, label, task, outputs))
        : heads;
  }

  /**
   * Refuses what a table without labels cannot have.
   *
   * @param key the key that says where the table is
   * @param others whether a table for the test or one of rows without labels is given
   * @throws IllegalArgumentException if there are no labels, and so it cannot work
   */
  public void requireLabelsFor(String key, boolean others) {
    if (labelled()) {
      return;
    }
    // Of texts, nothing is found out in the training file.
    if ((standardise && text.isEmpty())
        || !categorical.isEmpty()
        || format.missing() == MissingValues.FILL) {
      throw new IllegalArgumentException(
          "Means, deviations and categories are those of the table that the teacher was trained"
              + " with: give that one as "
              + key
              + ", with its label, and the new samples as unlabelled; or set standardise to false,"
              + " and neither categorical nor missing: fill");
    }
    if (others) {
      throw new IllegalArgumentException(
          "Without label, the "
              + key
              + " itself holds the samples without labels; leave test-"
              + key
              + " and unlabelled out");
    }
  }

  /**
   * Refuses a cache of what is not kept there.
   *
   * @throws IllegalArgumentException if there are texts or ids
   */
  public void requireCacheable() {
    if (text.isPresent() || id.isPresent()) {
      throw new IllegalArgumentException(
          "A cache keeps neither texts nor ids; leave out cache, or "
              + (text.isPresent() ? "text" : "id"));
    }
  }

  /** Whether there is something to learn from the table: labels, or a vector without any. */
  boolean labelled() {
    return !labels().isEmpty() || embedding.isPresent();
  }

  private static List<String> labels(List<TableHead> heads) {
    return heads.stream().flatMap(head -> head.label().stream()).toList();
  }

  /** The columns of all labels; none for a table without. */
  List<String> labels() {
    return labels(heads);
  }

  /** How numbers are written. */
  TableNumbers numbers() {
    return new TableNumbers(format.decimal());
  }
}
