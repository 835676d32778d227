package io.retort.datasets;

import io.retort.core.data.Dataset;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Generated samples of a linear or a logistic function: inputs x are normal with variance 1 around
 * a centre, and the target is the value {@code y}. With {@code u = w·x},
 *
 * <ul>
 *   <li>{@code linear}: {@code y = u + noise·ε}, with normal ε;
 *   <li>{@code logistic}: y is 1 with the probability {@code 1/(1 + e^{−u})}, and 0 otherwise.
 * </ul>
 *
 * <p>Both are regressions of one value, so that a student of one output can learn either, or both.
 * The same seed gives the same samples, and the first samples stay the same if there are more.
 *
 * @param function what the target is of the inputs
 * @param features the number of inputs
 * @param samples the number of samples to train with
 * @param testSamples the number of samples for the final test, 0 for no test part
 * @param noise the standard deviation of the noise of a linear target
 * @param centre the mean of every input
 * @param weights w; by default drawn, normal with the variance 1/features
 */
public record GeneralizedLinear(
    @Doc("What the target is: linear, or logistic (a value of 0 or 1).") @Default("linear")
        Function function,
    @Doc("The number of inputs.") @Default("8") @Range(min = 1) int features,
    @Doc("Samples to train with.") @Range(min = 1) int samples,
    @Doc("Samples for the test; 0 to split a part off.") @Default("0") @Range(min = 0)
        int testSamples,
    @Doc("The standard deviation of the noise of a linear target.") @Default("0.1") @Range(min = 0)
        double noise,
    @Doc("The mean of every input.") @Default("0") double centre,
    @Doc("The weight of each input; by default drawn.") Optional<List<Double>> weights) {

  public GeneralizedLinear {
    weights = weights.map(List::copyOf);
    if (weights.isPresent() && weights.get().size() != features) {
      throw new IllegalArgumentException(
          "There are "
              + weights.get().size()
              + " weights for "
              + features
              + " features; give one for each");
    }
    Generated.require(samples, testSamples, features + 1L);
  }

  /** What the target is of the inputs. */
  public enum Function {
    /** Their weighted sum, and noise. */
    LINEAR,
    /** 1 with the probability that the logistic function of the weighted sum is, else 0. */
    LOGISTIC
  }

  /**
   * Generates the samples.
   *
   * @param seed decides weights and samples
   * @return a data set that the caller closes
   */
  public Dataset load(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    double[] w = new double[features];
    for (int i = 0; i < features; i++) {
      double drawn = random.nextGaussian() / Math.sqrt(features);
      w[i] = weights.isPresent() ? weights.get().get(i) : drawn;
    }
    long part = random.nextLong();
    return InMemoryDataset.of(
        Shape.of(features),
        new Task.Regression(List.of("y")),
        samples(w, samples, part),
        testSamples == 0 ? Optional.empty() : Optional.of(() -> samples(w, testSamples, part + 1)));
  }

  private InMemorySamples samples(double[] w, int count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    Tensor inputs = Tensor.allocate(Shape.of(count, features));
    Tensor targets = Tensor.allocate(Shape.of(count, 1));
    for (int sample = 0; sample < count; sample++) {
      double u = 0;
      for (int i = 0; i < features; i++) {
        double x = centre + random.nextGaussian();
        inputs.set(sample * features + i, (float) x);
        u += w[i] * x;
      }
      targets.set(sample, (float) target(u, random));
    }
    return InMemoryDataset.samples(inputs, new Target.Values(targets));
  }

  private double target(double u, RandomGenerator random) {
    return switch (function) {
      case LINEAR -> u + noise * random.nextGaussian();
      case LOGISTIC -> random.nextDouble() < 1 / (1 + Math.exp(-u)) ? 1 : 0;
    };
  }
}
