package io.retort.core.metric;

import io.retort.core.data.Task;
import io.retort.core.progress.Unit;
import java.util.List;

/**
 * Says by one number how well a model does on one head.
 *
 * <p>Do not implement this interface directly, but that of each task whose heads the metric is for:
 * {@link ClassMetric}, {@link LabelMetric}, {@link ValueMetric}, {@link EmbeddingMetric}. A metric
 * knows nothing of what was measured before and may be asked from several threads.
 */
public interface Metric {

  /**
   * The name of its figure in tables and files.
   *
   * @return such as {@code log-loss}; what is said of a part is named after it, such as {@code
   *     recall of cat}
   */
  String name();

  /**
   * In what the figure is given.
   *
   * @return a unit
   */
  Unit unit();

  /**
   * The direction in which models get better.
   *
   * @return whether a larger figure is better
   */
  boolean higherIsBetter();

  /**
   * What is measured of a head of a task that this metric is for. Most metrics are one figure,
   * whatever the head; others are one for each class, or want a number of classes.
   *
   * @param task the task of the head
   * @return this metric, or one metric for each figure; none if the head has nothing to measure
   */
  default List<? extends Metric> on(Task task) {
    return List.of(this);
  }
}
