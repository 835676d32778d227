package io.retort.core.data;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.Optional;

/** Some of the samples of another list. */
public final class Subset implements Samples {
  private final Samples parent;
  private final int[] members;

  /**
   * A part of a list of samples.
   *
   * @param parent the list
   * @param members indexes in the list, in the order that they have here
   */
  public Subset(Samples parent, int[] members) {
    this.parent = parent;
    this.members = members.clone();
  }

  @Override
  public int size() {
    return members.length;
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    parent.inputs(translate(samples), destination);
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    return parent.labels(head, translate(samples));
  }

  @Override
  public Optional<RawRows> rows() {
    return parent.rows().map(rows -> sample -> rows.row(members[sample]));
  }

  @Override
  public Optional<String> id(int sample) {
    return parent.id(members[sample]);
  }

  @Override
  public Optional<SplitKey> splitKey() {
    return parent.splitKey().map(key -> key.of(members));
  }

  @Override
  public Optional<SampleWeights> weights() {
    return parent.weights().map(weights -> weights.of(members));
  }

  @Override
  public int domains() {
    return parent.domains();
  }

  @Override
  public int domain(int sample) {
    return parent.domain(members[sample]);
  }

  @Override
  public String domainName(int domain) {
    return parent.domainName(domain);
  }

  @Override
  public Samples origin() {
    return parent.origin();
  }

  @Override
  public int indexInOrigin(int sample) {
    return parent.indexInOrigin(members[sample]);
  }

  private int[] translate(int[] samples) {
    int[] translated = new int[samples.length];
    for (int i = 0; i < samples.length; i++) {
      translated[i] = members[samples[i]];
    }
    return translated;
  }
}
