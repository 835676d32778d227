package io.retort.core.data;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Samples of another list in its order: what is not overridden is asked of that list, so that a
 * wrapper forgets nothing.
 */
public abstract class ForwardingSamples implements Samples {
  private final Samples samples;

  /**
   * A wrapper.
   *
   * @param samples the list that is asked
   */
  protected ForwardingSamples(Samples samples) {
    this.samples = samples;
  }

  /**
   * The list that is asked.
   *
   * @return as given
   */
  protected final Samples forwarded() {
    return samples;
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public void inputs(int[] chosen, Tensor destination) {
    samples.inputs(chosen, destination);
  }

  @Override
  public Target.GroundTruth labels(String head, int[] chosen) {
    return samples.labels(head, chosen);
  }

  @Override
  public Optional<RawRows> rows() {
    return samples.rows();
  }

  @Override
  public Optional<String> id(int sample) {
    return samples.id(sample);
  }

  @Override
  public Optional<SplitKey> splitKey() {
    return samples.splitKey();
  }

  @Override
  public Optional<SampleWeights> weights() {
    return samples.weights();
  }

  @Override
  public int domains() {
    return samples.domains();
  }

  @Override
  public int domain(int sample) {
    return samples.domain(sample);
  }

  @Override
  public String domainName(int domain) {
    return samples.domainName(domain);
  }

  @Override
  public OptionalInt views() {
    return samples.views();
  }

  @Override
  public Samples origin() {
    return samples.origin();
  }

  @Override
  public int indexInOrigin(int sample) {
    return samples.indexInOrigin(sample);
  }
}
