package io.retort.core.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Indexes of samples in a list, each once and in ascending order. All of the first ones take no
 * memory, others a bit for each sample up to the last one, or four bytes for each index, whichever
 * is less. Immutable; equal if the indexes are. Nobody else implements this.
 */
public interface IndexSet {

  /**
   * The first indexes.
   *
   * @param size how many, at least 0
   * @return from 0 to below the size
   */
  static IndexSet first(int size) {
    return new IndexRange(size);
  }

  /**
   * Some indexes.
   *
   * @param ascending each larger than the one before, from 0 on
   * @return these
   * @throws IllegalArgumentException if they are not in order
   */
  static IndexSet of(int... ascending) {
    for (int i = 0; i < ascending.length; i++) {
      if (ascending[i] < 0 || (i > 0 && ascending[i] <= ascending[i - 1])) {
        throw new IllegalArgumentException(
            "Index " + ascending[i] + " at place " + i + " is not in ascending order");
      }
    }
    int size = ascending.length;
    if (size > 0 && !IndexBits.isSmaller(size, ascending[size - 1] + 1)) {
      return new IndexArray(ascending.clone());
    }
    BitSet members = new BitSet();
    Arrays.stream(ascending).forEach(members::set);
    return of(members);
  }

  /**
   * Some indexes.
   *
   * @param members those that are set
   * @return these
   */
  static IndexSet of(BitSet members) {
    int size = members.cardinality();
    if (size == members.length()) {
      return first(size);
    }
    return IndexBits.isSmaller(size, members.length())
        ? IndexBits.of(members, size)
        : new IndexArray(members.stream().toArray());
  }

  /**
   * Some of the first indexes.
   *
   * @param size how many are looked at
   * @param chosen says which of them are taken
   * @return the indexes that are taken
   */
  static IndexSet of(int size, IntPredicate chosen) {
    BitSet members = new BitSet(size);
    for (int i = 0; i < size; i++) {
      if (chosen.test(i)) {
        members.set(i);
      }
    }
    return of(members);
  }

  /**
   * How many there are.
   *
   * @return 0 or more
   */
  int size();

  /**
   * An index.
   *
   * @param place from 0 to below {@link #size}
   * @return the index that so many others are smaller than
   */
  int get(int place);

  /**
   * The place of an index.
   *
   * @param index any
   * @return how many others are smaller, or −1 if it is not among them
   */
  int place(int index);

  /**
   * Gives all, in order.
   *
   * @param each is given them
   */
  void forEach(IntConsumer each);

  /**
   * Some of them.
   *
   * @param from the place of the first
   * @param count how many
   * @return a new array
   */
  default int[] slice(int from, int count) {
    int[] slice = new int[count];
    for (int i = 0; i < count; i++) {
      slice[i] = get(from + i);
    }
    return slice;
  }

  /**
   * Those at some places.
   *
   * @param places the places, each below {@link #size}
   * @return the indexes there
   */
  default IndexSet at(IndexSet places) {
    if (places.size() == size()) {
      return this;
    }
    BitSet members = new BitSet();
    places.forEach(place -> members.set(get(place)));
    return of(members);
  }

  /**
   * Those that are not among these.
   *
   * @param size how many there are of both
   * @return the other indexes below the size
   */
  default IndexSet others(int size) {
    BitSet members = new BitSet(size);
    members.set(0, size);
    forEach(members::clear);
    return of(members);
  }

  /**
   * All of them.
   *
   * @return in order
   */
  default IntStream stream() {
    return IntStream.range(0, size()).map(this::get);
  }
}
