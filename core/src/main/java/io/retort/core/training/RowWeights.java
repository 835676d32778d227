package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The weights that training samples have in losses. Over the rows of a batch that count for a term,
 * its value is {@code Σ wᵢ ℓᵢ / Σ wᵢ}: a sample of weight 2 counts as that sample twice, and a
 * batch of heavy samples makes no larger step than one of light ones.
 *
 * <p>A criterion knows nothing of weights. It is evaluated once for the rows of each weight, and as
 * a batch is the mean of its parts, the shares of the parts in all weights make the mean of these
 * means that of the formula.
 */
final class RowWeights {
  private final double[] weights;

  private RowWeights(double[] weights) {
    this.weights = weights;
  }

  /**
   * Those of a training.
   *
   * @return empty where all samples have the same
   */
  static Optional<RowWeights> of(TrainingTask task) {
    Samples train = task.data().train();
    Optional<SampleWeights> given = train.weights();
    given.ifPresent(weights -> require(weights, train.size()));
    Optional<IntToDoubleFunction> classes =
        ClassWeights.of(task.settings(), task.data().heads(), train, task.labelled());
    if (given.isEmpty() && classes.isEmpty()) {
      return Optional.empty();
    }
    IntToDoubleFunction own = given.map(SampleWeights::weight).orElse(sample -> 1);
    IntToDoubleFunction ofClass = classes.orElse(sample -> 1);
    return Optional.of(
        new RowWeights(
            IntStream.range(0, train.size())
                .mapToDouble(i -> own.applyAsDouble(i) * ofClass.applyAsDouble(i))
                .toArray()));
  }

  private static void require(SampleWeights weights, int size) {
    boolean counts = false;
    for (int sample = 0; sample < size; sample++) {
      double weight = weights.weight().applyAsDouble(sample);
      counts |= weight > 0;
      if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
        throw new RetortException(
            ErrorKind.DATA,
            weights.source()
                + ": the weight of training sample "
                + sample
                + " is "
                + weight
                + ", which is not a finite number from 0 on; correct it, or leave the sample out");
      }
    }
    if (!counts) {
      throw new RetortException(
          ErrorKind.DATA,
          weights.source()
              + ": the weights of all "
              + size
              + " training samples are 0, so that nothing would be learned; give those that are to"
              + " count a weight above 0");
    }
  }

  /** Whether a sample counts at all. */
  boolean counts(int sample) {
    return weights[sample] > 0;
  }

  /** The weight of a training sample. */
  double of(int sample) {
    return weights[sample];
  }

  /**
   * Rows of one weight.
   *
   * @param rows their places in the batch, ascending
   * @param share of all weights of the rows that count
   */
  record Part(int[] rows, double share) {}

  /**
   * The parts of a batch.
   *
   * @param samples those of the batch
   * @param rows the places of those that {@link #counts count}, at least one
   */
  List<Part> parts(int[] samples, int[] rows) {
    Map<Double, List<Integer>> byWeight = new LinkedHashMap<>();
    double total = 0;
    for (int row : rows) {
      double weight = weights[samples[row]];
      byWeight.computeIfAbsent(weight, key -> new ArrayList<>()).add(row);
      total += weight;
    }
    double all = total;
    List<Part> parts = new ArrayList<>();
    byWeight.forEach(
        (weight, members) ->
            parts.add(
                new Part(
                    members.stream().mapToInt(row -> row).toArray(),
                    weight * members.size() / all)));
    return parts;
  }
}
