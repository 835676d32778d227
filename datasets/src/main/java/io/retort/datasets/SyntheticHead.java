package io.retort.datasets;

import io.retort.core.data.Head;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.datasets.table.TaskKind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of several things to predict for {@link Synthetic} samples.
 *
 * @param name the head's name
 * @param task what to predict
 * @param outputs the number of classes, labels or values
 */
public record SyntheticHead(
    @Doc("The head's name.") String name,
    @Doc("What to predict: single-label, multi-label or regression.") @Default("single-label")
        TaskKind task,
    @Doc("The number of classes, labels or values.") @Default("1") @Range(min = 1) int outputs) {

  public SyntheticHead {
    if (task == TaskKind.SINGLE_LABEL && outputs < 2) {
      throw new IllegalArgumentException(
          "A single-label task needs at least two outputs, not " + outputs);
    }
  }

  Head head() {
    List<String> names = IntStream.range(0, outputs).mapToObj(Integer::toString).toList();
    return new Head(name, task.of(names));
  }
}
