package io.retort.datasets.table;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One of several things to predict for the rows of a table.
 *
 * @param name the head's name
 * @param label the label columns: one for {@code single-label}, any number for the others
 * @param task what the labels are
 * @param outputs what to predict, where the table has no labels
 */
public record TableHead(
    @Doc("The head's name, which is that of the network's output for it.") String name,
    @Doc(TableKeys.LABEL) @Default("[]") List<String> label,
    @Doc(TableKeys.TASK) @Default("single-label") TaskKind task,
    @Doc(TableKeys.OUTPUTS) @Default("[]") List<String> outputs) {
  /** The name of the head where there is only one. */
  public static final String ONLY = "label";

  public TableHead {
    label = List.copyOf(label);
    outputs = List.copyOf(outputs);
    if (label.isEmpty() && outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "Name the label columns under label, or what to predict under outputs");
    }
    if (!label.isEmpty() && !outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "The outputs follow from the label columns " + label + "; leave outputs out");
    }
    if (task == TaskKind.SINGLE_LABEL && label.size() > 1) {
      throw new IllegalArgumentException(
          "A single-label task has one label column, the others at least one; label says " + label);
    }
  }

  /**
   * Refuses heads of which only some have label columns, or two of one name.
   *
   * @param heads all heads of a table
   * @throws IllegalArgumentException if so, with their names
   */
  public static void requireAllOrNone(List<TableHead> heads) {
    long labelled = heads.stream().filter(head -> !head.label.isEmpty()).count();
    if (labelled != 0 && labelled != heads.size()) {
      throw new IllegalArgumentException(
          "Either all heads have label columns or none has; these have none: "
              + heads.stream().filter(head -> head.label.isEmpty()).map(TableHead::name).toList());
    }
    Set<String> names = new LinkedHashSet<>();
    for (TableHead head : heads) {
      if (!names.add(head.name)) {
        throw new IllegalArgumentException(
            "Two heads are called '" + head.name + "'; rename one of them");
      }
    }
  }
}
