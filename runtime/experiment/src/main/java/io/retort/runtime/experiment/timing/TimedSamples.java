package io.retort.runtime.experiment.timing;

import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.HostThreads;
import io.retort.core.tensor.Tensor;

/**
 * Training samples whose gathering starts a step and is measured.
 *
 * @param samples the samples
 * @param clock measures
 */
public record TimedSamples(Samples samples, StepClock clock) implements Samples {

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public void inputs(int[] indexes, Tensor destination) {
    inputs(indexes, destination, HostThreads.caller());
  }

  @Override
  public void inputs(int[] indexes, Tensor destination, HostThreads threads) {
    clock.step();
    clock.measure(
        StepClock.Phase.DATA,
        () -> {
          samples.inputs(indexes, destination, threads);
          return destination;
        });
  }

  @Override
  public Target.GroundTruth labels(String head, int[] indexes) {
    return samples.labels(head, indexes);
  }

  @Override
  public Samples origin() {
    return samples.origin();
  }

  @Override
  public int indexInOrigin(int sample) {
    return samples.indexInOrigin(sample);
  }

  @Override
  public int domains() {
    return samples.domains();
  }

  @Override
  public String domainName(int domain) {
    return samples.domainName(domain);
  }

  @Override
  public int domain(int sample) {
    return samples.domain(sample);
  }
}
