package io.retort.datasets.table;

import io.retort.core.data.Task;
import java.util.List;

/** What a data set's labels are. */
public enum TaskKind {
  /** One class out of several. */
  SINGLE_LABEL,
  /** Any number of labels. */
  MULTI_LABEL,
  /** Numbers. */
  REGRESSION;

  /**
   * The task of this kind with these outputs.
   *
   * @param names what the outputs are called
   * @return the task
   */
  public Task of(List<String> names) {
    return switch (this) {
      case SINGLE_LABEL -> new Task.SingleLabel(names);
      case MULTI_LABEL -> new Task.MultiLabel(names);
      case REGRESSION -> new Task.Regression(names);
    };
  }
}
