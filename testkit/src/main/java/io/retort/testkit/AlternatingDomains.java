package io.retort.testkit;

import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;

/** Samples of which the even ones are one domain, and the odd ones another. */
record AlternatingDomains(Samples all) implements Samples {

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    all.inputs(samples, destination);
  }

  @Override
  public Target labels(String head, int[] samples) {
    return all.labels(head, samples);
  }

  @Override
  public int domains() {
    return 2;
  }

  @Override
  public int domain(int sample) {
    return sample % 2;
  }
}
