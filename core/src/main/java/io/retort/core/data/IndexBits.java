package io.retort.core.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/** Many indexes, as a bit for each that could be there. */
final class IndexBits implements IndexSet {
  private static final int BLOCK_WORDS = 8;
  private static final int BLOCK = BLOCK_WORDS * Long.SIZE;

  private final long[] words;

  /** How many indexes are in the blocks before each block, and before the end. */
  private final int[] before;

  /** The block of every {@value #BLOCK}th index. */
  private final int[] blocks;

  private IndexBits(long[] words, int size) {
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

  static IndexBits of(BitSet members, int size) {
    return new IndexBits(members.toLongArray(), size);
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
    return other instanceof IndexBits same && Arrays.equals(words, same.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
