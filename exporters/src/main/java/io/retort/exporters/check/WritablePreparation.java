package io.retort.exporters.check;

import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;

/** What of a student's preparation can be written into a file of another format. */
public final class WritablePreparation {
  private WritablePreparation() {}

  /**
   * What is done to raw data in the file.
   *
   * @param student a student
   * @return columns and pixels; values as they are where nothing is known, and for texts, since
   *     tokenizers are programs: such a file is given tokens
   */
  public static InputPreparation of(SavedModel student) {
    InputPreparation known =
        student.signature().map(Signature::preparation).orElseGet(InputPreparation.Values::new);
    return known.match(
        values -> values,
        table -> isWritable(table) ? table : new InputPreparation.Values(),
        pixels -> pixels);
  }

  private static boolean isWritable(InputPreparation.Table table) {
    return !table.columns().isEmpty()
        && table.columns().stream()
            .allMatch(column -> column.match(number -> true, category -> true, text -> false));
  }

  /**
   * For columns that {@link #of} never gives.
   *
   * @param texts a column of texts
   * @return to be thrown
   */
  public static IllegalStateException unexpected(InputColumn.Text texts) {
    return new IllegalStateException("The texts of '" + texts.name() + "' are given as tokens");
  }
}
