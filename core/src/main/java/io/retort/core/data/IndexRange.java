package io.retort.core.data;

import java.util.function.IntConsumer;

/** The first indexes. */
final class IndexRange implements IndexSet {
  private final int size;

  IndexRange(int size) {
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int get(int place) {
    return place;
  }

  @Override
  public int place(int index) {
    return index >= 0 && index < size ? index : -1;
  }

  @Override
  public void forEach(IntConsumer each) {
    for (int i = 0; i < size; i++) {
      each.accept(i);
    }
  }

  @Override
  public IndexSet at(IndexSet places) {
    return places;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexRange same && size == same.size;
  }

  @Override
  public int hashCode() {
    return size;
  }
}
