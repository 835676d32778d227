package io.retort.core.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Indexes of samples in a list, each once and in ascending order. All of the first ones take no
 * memory, others a bit for each sample up to the last one, or four bytes for each index, whichever
 * is less. Immutable; equal if the indexes are.
 */
public abstract class IndexSet {
  private IndexSet() {}

  /**
   * The first indexes.
   *
   * @param size how many, at least 0
   * @return from 0 to below the size
   */
  public static IndexSet first(int size) {
    return new Range(size);
  }

  /**
   * Some indexes.
   *
   * @param ascending each larger than the one before, from 0 on
   * @return these
   * @throws IllegalArgumentException if they are not in order
   */
  public static IndexSet of(int... ascending) {
    for (int i = 0; i < ascending.length; i++) {
      if (ascending[i] < 0 || (i > 0 && ascending[i] <= ascending[i - 1])) {
        throw new IllegalArgumentException(
            "Index " + ascending[i] + " at place " + i + " is not in ascending order");
      }
    }
    int size = ascending.length;
    if (size > 0 && !Bits.isSmaller(size, ascending[size - 1] + 1)) {
      return new Array(ascending.clone());
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
  public static IndexSet of(BitSet members) {
    int size = members.cardinality();
    if (size == members.length()) {
      return first(size);
    }
    return Bits.isSmaller(size, members.length())
        ? Bits.of(members, size)
        : new Array(members.stream().toArray());
  }

  /**
   * Some of the first indexes.
   *
   * @param size how many are looked at
   * @param chosen says which of them are taken
   * @return the indexes that are taken
   */
  public static IndexSet of(int size, IntPredicate chosen) {
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
  public abstract int size();

  /**
   * An index.
   *
   * @param place from 0 to below {@link #size}
   * @return the index that so many others are smaller than
   */
  public abstract int get(int place);

  /**
   * The place of an index.
   *
   * @param index any
   * @return how many others are smaller, or −1 if it is not among them
   */
  public abstract int place(int index);

  /**
   * Gives all, in order.
   *
   * @param each is given them
   */
  public abstract void forEach(IntConsumer each);

  /**
   * Some of them.
   *
   * @param from the place of the first
   * @param count how many
   * @return a new array
   */
  public int[] slice(int from, int count) {
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
  public IndexSet at(IndexSet places) {
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
  public IndexSet others(int size) {
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
  public IntStream stream() {
    return IntStream.range(0, size()).map(this::get);
  }

  /** The first indexes. */
  private static final class Range extends IndexSet {
    private final int size;

    Range(int size) {
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
      return other instanceof Range same && size == same.size;
    }

    @Override
    public int hashCode() {
      return size;
    }
  }

  /** Few indexes among many. */
  private static final class Array extends IndexSet {
    private final int[] indexes;

    Array(int[] indexes) {
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
      return other instanceof Array same && Arrays.equals(indexes, same.indexes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(indexes);
    }
  }

  /** Many indexes, as a bit for each that could be there. */
  private static final class Bits extends IndexSet {
    private static final int BLOCK_WORDS = 8;
    private static final int BLOCK = BLOCK_WORDS * Long.SIZE;

    private final long[] words;

    /** How many indexes are in the blocks before each block, and before the end. */
    private final int[] before;

    /** The block of every {@value #BLOCK}th index. */
    private final int[] blocks;

    private Bits(long[] words, int size) {
      this.words = words;
      int count = (words.length + BLOCK_WORDS - 1) / BLOCK_WORDS;
      this.before = new int[count + 1];
      this.blocks = new int[(size + BLOCK - 1) / BLOCK];
      for (int block = 0; block < count; block++) {
        int end = before[block];
        for (int i = block * BLOCK_WORDS;
            i < Math.min(words.length, (block + 1) * BLOCK_WORDS);
            i++) {
          end += Long.bitCount(words[i]);
        }
        for (int i = (before[block] + BLOCK - 1) / BLOCK; i * BLOCK < end; i++) {
          blocks[i] = block;
        }
        before[block + 1] = end;
      }
    }

    static Bits of(BitSet members, int size) {
      return new Bits(members.toLongArray(), size);
    }

    /** Whether bits take less memory than so many indexes below a bound. */
    static boolean isSmaller(int size, int bound) {
      return (long) size * Integer.SIZE > bound;
    }

    @Override
    public int size() {
      return before[before.length - 1];
    }

    @Override
    public int get(int place) {
      int block = blocks[place / BLOCK];
      while (before[block + 1] <= place) {
        block++;
      }
      int left = place - before[block];
      int word = block * BLOCK_WORDS;
      for (int count = Long.bitCount(words[word]); left >= count; ) {
        left -= count;
        word++;
        count = Long.bitCount(words[word]);
      }
      long bits = words[word];
      for (; left > 0; left--) {
        bits &= bits - 1;
      }
      return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }

    @Override
    public int place(int index) {
      int word = index / Long.SIZE;
      if (index < 0 || word >= words.length || (words[word] >>> index & 1) == 0) {
        return -1;
      }
      int place = before[index / BLOCK];
      for (int i = index / BLOCK * BLOCK_WORDS; i < word; i++) {
        place += Long.bitCount(words[i]);
      }
      return place + Long.bitCount(words[word] & (1L << index) - 1);
    }

    @Override
    public void forEach(IntConsumer each) {
      for (int word = 0; word < words.length; word++) {
        for (long bits = words[word]; bits != 0; bits &= bits - 1) {
          each.accept(word * Long.SIZE + Long.numberOfTrailingZeros(bits));
        }
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bits same && Arrays.equals(words, same.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }
}
