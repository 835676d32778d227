package io.retort.core.data;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Some of the samples of another list. */
public final class Subset implements Samples {
  private final Samples parent;
  private final Optional<IndexSet> ascending;
  private final int size;
  private final IntUnaryOperator members;

  /**
   * A part of a list of samples, in its order.
   *
   * @param parent the list
   * @param members indexes in the list
   */
  public Subset(Samples parent, IndexSet members) {
    this(Part.of(parent, members));
  }

  private Subset(Part part) {
    this(part.whole(), Optional.of(part.members()), part.members().size(), part.members()::get);
  }

  /** Some samples of a list. A part of a part is one of the whole, which takes one look-up. */
  private record Part(Samples whole, IndexSet members) {
    static Part of(Samples list, IndexSet members) {
      return list instanceof Subset part && part.ascending.isPresent()
          ? new Part(part.parent, part.ascending.get().at(members))
          : new Part(list, members);
    }
  }

  /**
   * Some of a list of samples.
   *
   * @param parent the list
   * @param members indexes in the list, in the order that they have here
   */
  public Subset(Samples parent, int[] members) {
    this(parent, Optional.empty(), members.length, inOrder(members.clone()));
  }

  private Subset(Samples parent, Optional<IndexSet> ascending, int size, IntUnaryOperator members) {
    this.parent = parent;
    this.ascending = ascending;
    this.size = size;
    this.members = members;
  }

  private static IntUnaryOperator inOrder(int[] members) {
    return sample -> members[sample];
  }

  @Override
  public int size() {
    return size;
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
    return parent.rows().map(rows -> sample -> rows.row(members.applyAsInt(sample)));
  }

  @Override
  public Optional<String> id(int sample) {
    return parent.id(members.applyAsInt(sample));
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
    return parent.domain(members.applyAsInt(sample));
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
    return parent.indexInOrigin(members.applyAsInt(sample));
  }

  private int[] translate(int[] samples) {
    int[] translated = new int[samples.length];
    for (int i = 0; i < samples.length; i++) {
      translated[i] = members.applyAsInt(samples[i]);
    }
    return translated;
  }
}
