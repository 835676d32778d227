package io.retort.runtime.experiment.data;

import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.IndexSet;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A data set as teacher and students learn it: its inputs are fitted to the samples that the
 * teacher is trained with, and its values are in deviations from the mean that they have in these
 * samples. The students get the same inputs and scale, as they learn from the teacher's outputs;
 * that they see fewer of the samples does not matter to either.
 */
public final class PreparedDataset implements Dataset {
  private static final int BATCH = 1 << 14;

  private final Dataset fitted;
  private final List<Head> heads;

  private PreparedDataset(Dataset fitted, List<Head> heads) {
    this.fitted = fitted;
    this.heads = List.copyOf(heads);
  }

  /**
   * Prepares data.
   *
   * @param data closed by the caller, after the prepared data
   * @param teacher the indexes of the teacher's training samples
   * @param scaleTargets whether values are standardized
   */
  static PreparedDataset of(Dataset data, IndexSet teacher, boolean scaleTargets) {
    Dataset fitted = data.fit(teacher);
    List<Head> heads =
        scaleTargets
            ? fitted.heads().stream().map(head -> scaled(head, fitted.train(), teacher)).toList()
            : fitted.heads();
    return new PreparedDataset(fitted, heads);
  }

  private static Head scaled(Head head, Samples samples, IndexSet known) {
    return head.task()
        .match(
            classes -> head,
            labels -> head,
            values -> new Head(head.name(), scaled(head.name(), values, samples, known)),
            embedding -> head);
  }

  private static Task scaled(
      String head, Task.Regression regression, Samples samples, IndexSet known) {
    List<Standardization> scales =
        Standardization.of(
                regression.outputs(), each -> labels(head, regression, samples, known, each))
            .stream()
            .map(Optional::orElseThrow)
            // Values that do not vary here may do so in the test, which errors are to show.
            .map(scale -> scale.constant() ? new Standardization(scale.mean(), 1) : scale)
            .toList();
    return new Task.Regression(regression.names(), scales);
  }

  private static void labels(
      String head,
      Task.Regression regression,
      Samples samples,
      IndexSet known,
      Consumer<double[]> each) {
    double[] row = new double[regression.outputs()];
    for (int start = 0; start < known.size(); start += BATCH) {
      int[] batch = known.slice(start, Math.min(BATCH, known.size() - start));
      try (Tensor values = ((Target.Values) samples.labels(head, batch)).values()) {
        for (int i = 0; i < batch.length; i++) {
          for (int output = 0; output < row.length; output++) {
            row[output] = values.get(i * row.length + output);
          }
          each.accept(row);
        }
      }
    }
  }

  @Override
  public Shape inputShape() {
    return fitted.inputShape();
  }

  @Override
  public List<Head> heads() {
    return heads;
  }

  @Override
  public Samples train() {
    return new ScaledSamples(fitted.train(), heads);
  }

  @Override
  public Optional<Samples> test() {
    return fitted.test().map(samples -> new ScaledSamples(samples, heads));
  }

  @Override
  public InputPreparation preparation() {
    return fitted.preparation();
  }

  @Override
  public List<Warning> warnings() {
    return fitted.warnings();
  }

  @Override
  public boolean labelled() {
    return fitted.labelled();
  }

  @Override
  public Optional<SampleStream> unlabelled() {
    return fitted.unlabelled();
  }

  @Override
  public void close() {
    fitted.close();
  }
}
