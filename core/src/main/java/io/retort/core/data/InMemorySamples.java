package io.retort.core.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** Samples whose inputs are one tensor and whose labels are one target for each head. */
public final class InMemorySamples implements Samples, AutoCloseable {
  private final Tensor inputs;
  private final Map<String, ? extends Target.GroundTruth> labels;

  /**
   * Checks and keeps the samples.
   *
   * @param inputs all inputs, {@code [samples, input shape…]}; closed with this object
   * @param labels for each head {@link Target.Classes}, {@link Target.MultiLabels} or {@link
   *     Target.Values} with a row for each sample; tensors are closed with this object
   * @throws RetortException if a label has no row for each sample
   */
  public InMemorySamples(Tensor inputs, Map<String, ? extends Target.GroundTruth> labels) {
    this.inputs = inputs;
    this.labels = Map.copyOf(labels);
    labels.forEach(
        (head, target) -> {
          int rows =
              target.match(
                  classes -> classes.labels().length,
                  multi -> multi.values().shape().extent(0),
                  values -> values.values().shape().extent(0));
          if (rows != size()) {
            throw new RetortException(
                ErrorKind.DATA,
                "Head '" + head + "' has " + rows + " labels for " + size() + " samples");
          }
        });
  }

  @Override
  public int size() {
    return inputs.shape().extent(0);
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    gather(inputs, samples, destination);
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    Target.GroundTruth all = labels.get(head);
    if (all == null) {
      throw new IllegalArgumentException(
          "There is no head '" + head + "'; heads: " + labels.keySet());
    }
    return all.match(
        classes ->
            new Target.Classes(Arrays.stream(samples).map(i -> classes.labels()[i]).toArray()),
        labels -> new Target.MultiLabels(gathered(labels.values(), samples)),
        values -> new Target.Values(gathered(values.values(), samples)));
  }

  private static Tensor gathered(Tensor all, int[] samples) {
    Tensor chosen = Tensor.allocate(all.shape().sample().batch(samples.length));
    gather(all, samples, chosen);
    return chosen;
  }

  private static void gather(Tensor source, int[] samples, Tensor destination) {
    Shape expected = source.shape().sample().batch(samples.length);
    if (!destination.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "The destination has the shape " + destination.shape() + ", not " + expected);
    }
    int row = source.shape().elements() / source.shape().extent(0);
    FloatBuffer from = source.values();
    FloatBuffer to = destination.values();
    for (int i = 0; i < samples.length; i++) {
      to.put(i * row, from, samples[i] * row, row);
    }
  }

  @Override
  public void close() {
    inputs.close();
    labels.values().forEach(Target.GroundTruth::close);
  }
}
