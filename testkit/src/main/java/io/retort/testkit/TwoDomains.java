package io.retort.testkit;

import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.function.IntPredicate;

/**
 * Samples that fall into two domains.
 *
 * @param all the samples
 * @param second which of them, by their index, are of the second domain
 */
public record TwoDomains(Samples all, IntPredicate second) implements Samples {

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    all.inputs(samples, destination);
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    return all.labels(head, samples);
  }

  @Override
  public int domains() {
    return 2;
  }

  @Override
  public int domain(int sample) {
    return second.test(sample) ? 1 : 0;
  }
}
