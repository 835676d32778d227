package io.retort.losses.metric;

import io.retort.core.metric.EmbeddingMetric;
import io.retort.core.metric.EmbeddingPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.progress.Unit;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How well a model's vectors retrieve what the teacher's do: for each sample, the share of the k
 * other samples that are the most similar ones by the model's vectors which are also among the k
 * most similar ones by the teacher's, by the cosine of the angle. The mean over the samples.
 *
 * <p>Samples that the teacher finds as similar as the k-th are all among its neighbours. Where a
 * model finds several as similar as its k-th, it gets the share that a draw among them has on
 * average, so that the order of samples does not matter. There is no figure where each sample has
 * no more than k others, which would all be neighbours.
 *
 * <p>Of more than {@value #QUERIES} samples, the neighbours of so many are looked for, among all;
 * the same ones for all models. What a sample contributes is the jackknife's pseudovalue: without
 * it, others have another neighbour in its place.
 *
 * @param k how many neighbours are looked for
 */
public record RecallAtK(
    @Doc("How many of the nearest samples are looked for.") @Default("10") @Range(min = 1) int k)
    implements EmbeddingMetric {
  /** The most samples whose neighbours are looked for. */
  static final int QUERIES = 2000;

  /** How many of them at a time. */
  private static final int CHUNK = 64;

  @Override
  public String name() {
    return "recall-at-" + k;
  }

  @Override
  public Unit unit() {
    return Unit.SHARE;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Measurement measure(EmbeddingPredictions predictions) {
    int n = predictions.size();
    if (n - 1 <= k) {
      return Measurement.undefined(
          "each of " + n + " samples has the " + (n - 1) + " others as its " + k + " nearest");
    }
    int[] queries = queries(n);
    double[] found = new double[queries.length];
    double[] changes = new double[n];
    Similarities student = Similarities.of(n, predictions::vector);
    Similarities teacher = Similarities.of(n, predictions::teacherVector);
    for (int start = 0; start < queries.length; start += CHUNK) {
      int[] some = Arrays.copyOfRange(queries, start, Math.min(start + CHUNK, queries.length));
      float[][] students = student.of(some);
      float[][] teachers = teacher.of(some);
      for (int i = 0; i < some.length; i++) {
        Neighbours neighbours = Neighbours.of(some[i], teachers[i], students[i], k);
        found[start + i] = neighbours.recall();
        neighbours.addChanges(changes);
      }
    }
    double sum = Arrays.stream(found).sum();
    return Measurement.of(sum / found.length)
        .withoutSamples(() -> without(queries, found, sum, changes));
  }

  /** The samples whose neighbours are looked for, ascending. */
  private static int[] queries(int samples) {
    int[] all = IntStream.range(0, samples).toArray();
    if (samples <= QUERIES) {
      return all;
    }
    SplittableRandom random = new SplittableRandom(samples);
    for (int i = 0; i < QUERIES; i++) {
      int other = random.nextInt(i, samples);
      int moved = all[i];
      all[i] = all[other];
      all[other] = moved;
    }
    return Arrays.stream(all, 0, QUERIES).sorted().toArray();
  }

  /** The figure without each of the samples. */
  private double[] without(int[] queries, double[] found, double sum, double[] changes) {
    double[] without = new double[changes.length];
    if (changes.length - 2 <= k) {
      Arrays.fill(without, Double.NaN);
      return without;
    }
    Arrays.setAll(without, sample -> (sum + changes[sample]) / found.length);
    for (int i = 0; i < queries.length; i++) {
      without[queries[i]] = (sum + changes[queries[i]] - found[i]) / (found.length - 1);
    }
    return without;
  }
}
