package io.retort.core.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/** Where the samples of a list are in it, by their indexes in its {@link Samples#origin}. */
public final class OriginPlaces {
  private final IntUnaryOperator places;

  private OriginPlaces(IntUnaryOperator places) {
    this.places = places;
  }

  /**
   * The places of the samples of a list.
   *
   * @param samples the list, which has no sample of its origin twice
   * @return its places as they are now
   */
  public static OriginPlaces of(Samples samples) {
    return new OriginPlaces(isInOrder(samples) ? indexes(samples)::place : inverse(samples));
  }

  private static boolean isInOrder(Samples samples) {
    for (int i = 1; i < samples.size(); i++) {
      if (samples.indexInOrigin(i) <= samples.indexInOrigin(i - 1)) {
        return false;
      }
    }
    return true;
  }

  private static IndexSet indexes(Samples samples) {
    BitSet members = new BitSet();
    for (int i = 0; i < samples.size(); i++) {
      members.set(samples.indexInOrigin(i));
    }
    return IndexSet.of(members);
  }

  private static IntUnaryOperator inverse(Samples samples) {
    int[] places = new int[samples.origin().size()];
    Arrays.fill(places, -1);
    for (int i = 0; i < samples.size(); i++) {
      places[samples.indexInOrigin(i)] = i;
    }
    return index -> places[index];
  }

  /**
   * The place of a sample.
   *
   * @param indexInOrigin its index in the origin
   * @return its index in the list; −1 if it is not there
   */
  public int of(int indexInOrigin) {
    return places.applyAsInt(indexInOrigin);
  }
}
