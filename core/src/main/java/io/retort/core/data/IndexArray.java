package io.retort.core.data;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Few indexes among many. */
final class IndexArray implements IndexSet {
  private final int[] indexes;

  IndexArray(int[] indexes) {
    this.indexes = indexes;
  }

  @Override
  public int size() {
    return indexes.length;
  }

  @Override
  public int get(int place) {
    return indexes[place];
  }

  @Override
  public int place(int index) {
    return Math.max(-1, Arrays.binarySearch(indexes, index));
  }

  @Override
  public void forEach(IntConsumer each) {
    for (int index : indexes) {
      each.accept(index);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexArray same && Arrays.equals(indexes, same.indexes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(indexes);
  }
}
