package io.retort.tokenizers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The words of a text and sequences of them, hashed into a fixed number of buckets (Weinberger et
 * al., "Feature Hashing for Large Scale Multitask Learning", 2009). It needs no vocabulary: words
 * that were never seen have a bucket too, which they may share with others. A word is a longest run
 * of letters, marks and digits; any other character but blanks is a word of its own. The tokens are
 * in the order of the text, for each word first the word, then the sequences that end with it, then
 * its n-grams of characters.
 *
 * @param buckets how many different tokens there are
 * @param words the longest sequence of words
 * @param characters the length of n-grams of the characters of a word, with a mark before its begin
 *     and after its end (Bojanowski et al., "Enriching Word Vectors with Subword Information",
 *     2017); 0 for none. A word that is shorter has none
 * @param lowercase whether capitals are small letters
 */
public record HashedNgrams(
    @Doc(
            "How many different tokens there are, the vocabulary of an embedding; words that share"
                + " a bucket are taken for the same.")
        @Default("65536")
        @Range(min = 2, max = MOST_BUCKETS)
        int buckets,
    @Doc("The longest sequence of words that is a token; 1 for single words.")
        @Default("2")
        @Range(min = 1, max = MOST_WORDS)
        int words,
    @Doc("The length of sequences of characters within words that are tokens; 0 for none.")
        @Default("0")
        @Range(min = 0, max = MOST_CHARACTERS)
        int characters,
    @Doc("Whether capitals are taken for small letters.") @Default("true") boolean lowercase)
    implements Tokenizer {

  private static final int MOST_BUCKETS = 1 << 24;
  private static final int MOST_WORDS = 8;
  private static final int MOST_CHARACTERS = 16;

  /** What a configuration says after {@code kind:}. */
  public static final String KIND = "hashed-ngrams";

  /** The offset and the prime of FNV-1a, 64 bits wide (Fowler, Noll and Vo). */
  private static final long OFFSET = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  /** Between words, and around the characters of one: no text has it in a word. */
  private static final int BOUNDARY = ' ';

  public HashedNgrams {
    require("buckets", buckets, 2, MOST_BUCKETS);
    require("words", words, 1, MOST_WORDS);
    require("characters", characters, 0, MOST_CHARACTERS);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "'" + name + "' is " + value + ", not from " + least + " to " + most);
    }
  }

  @Override
  public int vocabulary() {
    return buckets;
  }

  @Override
  public SavedTokenizer saved() {
    return new SavedTokenizer(
        KIND,
        Map.of(
            "buckets", Integer.toString(buckets),
            "words", Integer.toString(words),
            "characters", Integer.toString(characters),
            "lowercase", Boolean.toString(lowercase)));
  }

  @Override
  public int[] tokens(String text, int most) {
    return new Walk(lowercase ? text.toLowerCase(Locale.ROOT) : text, most).tokens();
  }

  /** A walk through a text, up to its end or to as many tokens as are wanted. */
  private final class Walk {
    private final String text;
    private final int most;
    private int[] tokens = new int[16];
    private int count;

    /** Where the last words start and end, the latest first. */
    private final int[] starts = new int[words];

    private final int[] ends = new int[words];
    private int seen;

    Walk(String text, int most) {
      this.text = text;
      this.most = most;
    }

    int[] tokens() {
      int place = 0;
      while (place < text.length() && count < most) {
        int end = end(place);
        if (end > place) {
          word(place, end);
          place = end;
        } else {
          place += Character.charCount(text.codePointAt(place));
        }
      }
      return Arrays.copyOf(tokens, count);
    }

    /** Where the word that begins here ends; here, if none does. */
    private int end(int start) {
      int end = start;
      while (end < text.length() && ofWord(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      if (end == start) {
        int first = text.codePointAt(start);
        boolean blank =
            Character.isWhitespace(first)
                || Character.isSpaceChar(first)
                || Character.isISOControl(first);
        return blank ? start : start + Character.charCount(first);
      }
      return end;
    }

    private void word(int start, int end) {
      System.arraycopy(starts, 0, starts, 1, words - 1);
      System.arraycopy(ends, 0, ends, 1, words - 1);
      starts[0] = start;
      ends[0] = end;
      seen = Math.min(words, seen + 1);
      for (int length = 1; length <= seen; length++) {
        long hash = OFFSET;
        for (int i = length - 1; i >= 0; i--) {
          hash = add(hash, starts[i], ends[i]);
          hash = i > 0 ? add(hash, BOUNDARY) : hash;
        }
        add(hash);
      }
      if (characters > 0) {
        characters(start, end);
      }
    }

    /** Those of a word between two boundaries, which the hash of a whole word does not have. */
    private void characters(int start, int end) {
      int[] points = (" " + text.substring(start, end) + " ").codePoints().toArray();
      for (int first = 0; first + characters <= points.length; first++) {
        long hash = add(OFFSET, BOUNDARY);
        for (int i = first; i < first + characters; i++) {
          hash = add(hash, points[i]);
        }
        add(hash);
      }
    }

    private long add(long hash, int start, int end) {
      long longer = hash;
      for (int place = start; place < end; place += Character.charCount(text.codePointAt(place))) {
        longer = add(longer, text.codePointAt(place));
      }
      return longer;
    }

    private static long add(long hash, int point) {
      return (hash ^ point) * PRIME;
    }

    private void add(long hash) {
      if (count < most) {
        if (count == tokens.length) {
          tokens = Arrays.copyOf(tokens, 2 * count);
        }
        tokens[count++] = (int) Long.remainderUnsigned(mixed(hash), buckets);
      }
    }

    /** The end of MurmurHash3, without which the last bits of similar words are similar. */
    private static long mixed(long hash) {
      long bits = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
      bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
      return bits ^ (bits >>> 33);
    }
  }

  private static boolean ofWord(int point) {
    int type = Character.getType(point);
    return Character.isLetterOrDigit(point)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
