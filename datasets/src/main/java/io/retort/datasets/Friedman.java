package io.retort.datasets;

import io.retort.core.Seeds;
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

/**
 * The first regression problem of Friedman, <i>Multivariate Adaptive Regression Splines</i>, 1991:
 *
 * <pre>{@code y = 10·sin(π·x₁·x₂) + 20·(x₃ − 1/2)² + 10·x₄ + 5·x₅ + noise}</pre>
 *
 * <p>The inputs, {@code [features]}, are uniform between 0 and 1; those after the fifth have no
 * effect. The noise is normal. A model's root mean squared error cannot be below its deviation, in
 * the long run. The same seed gives the same samples, and the first samples stay the same if there
 * are more.
 *
 * @param samples the number of samples to train with
 * @param testSamples the number of samples for the final test, 0 for no test part
 * @param features the number of inputs, at least 5
 * @param noise the standard deviation of the noise; without, y has about 4.9
 */
public record Friedman(
    @Doc("Samples to train with.") @Range(min = 1) int samples,
    @Doc("Samples for the test; 0 to split a part off.") @Default("0") @Range(min = 0)
        int testSamples,
    @Doc("The number of inputs, of which the first five count.") @Default("10") @Range(min = 5)
        int features,
    @Doc("The standard deviation of the noise, beside values that have 4.9.")
        @Default("1")
        @Range(min = 0)
        double noise) {

  public Friedman {
    if (features < 5) {
      throw new IllegalArgumentException("Five inputs count, so that there cannot be " + features);
    }
    Generated.require(samples, testSamples, features + 1L);
  }

  /**
   * Generates the samples.
   *
   * @param seed chooses them
   * @return a data set that the caller closes
   */
  public Dataset load(long seed) {
    return InMemoryDataset.of(
        Shape.of(features),
        new Task.Regression(List.of("y")),
        draw(samples, Seeds.derive(seed, "training samples")),
        testSamples == 0
            ? Optional.empty()
            : Optional.of(() -> draw(testSamples, Seeds.derive(seed, "test samples"))));
  }

  private InMemorySamples draw(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tensor inputs = Tensor.allocate(Shape.of(count, features));
    Tensor values = Tensor.allocate(Shape.of(count, 1));
    for (int i = 0; i < count; i++) {
      double[] x = random.doubles(features).toArray();
      for (int j = 0; j < features; j++) {
        inputs.set(i * features + j, (float) x[j]);
      }
      values.set(i, (float) (function(x) + noise * random.nextGaussian()));
    }
    return InMemoryDataset.samples(inputs, new Target.Values(values));
  }

  private static double function(double[] x) {
    double centred = x[2] - 0.5;
    return 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * centred * centred + 10 * x[3] + 5 * x[4];
  }
}
