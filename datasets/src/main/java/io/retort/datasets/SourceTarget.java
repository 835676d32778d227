package io.retort.datasets;

import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Recipe;

/**
 * The samples of a source and of a target task as one data set of two parts. Both have inputs of
 * the same shape and the same heads; they may differ in size. Every batch of a training has as many
 * samples of one as of the other: a pass is over when the larger one is, and the smaller one begins
 * again whenever it is through, in a new order. Where parts are split off, each takes the same
 * share of both.
 *
 * @param source the data set of the source task, part 1
 * @param target the data set of the target task, part 2
 */
public record SourceTarget(
    @Doc("The data set of the source task.") Recipe<Dataset> source,
    @Doc("The data set of the target task, with inputs of the same shape and the same heads.")
        Recipe<Dataset> target) {

  /**
   * Loads both.
   *
   * @param context what they are loaded in, but for seeds of their own
   * @return a data set that the caller closes
   * @throws RetortException if they do not fit each other
   */
  public Dataset load(Context context) {
    Dataset first = source.create(context.nested("source"));
    Dataset second = null;
    try {
      second = target.create(context.nested("target"));
      return new SourceTargetDataset(first, second);
    } catch (RuntimeException | Error failure) {
      first.close();
      if (second != null) {
        second.close();
      }
      throw failure;
    }
  }
}
