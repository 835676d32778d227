package io.retort.runtime.common.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what was probably meant by a name that does not exist. */
public final class NearestName {

  /** No name of anything is longer. */
  private static final int LONGEST = 200;

  private NearestName() {}

  /**
   * The end of a sentence about an unknown name: what was probably meant, and what there is.
   *
   * @param name the unknown name
   * @param known the names that exist
   * @param plural what they are called together
   * @return such as {@code ; did you mean 'adam'? optimizers: adam, sgd}
   */
  public static String hint(String name, Collection<String> known, String plural) {
    String meant = find(name, known).map(near -> "; did you mean '" + near + "'?").orElse(";");
    return meant + " " + plural + ": " + (known.isEmpty() ? "none" : String.join(", ", known));
  }

  /**
   * The nearest of some names, if one is near: at most a third of the characters (and at least one)
   * have to be inserted, removed, replaced or swapped with their neighbour.
   *
   * @param name the unknown name
   * @param known the names that exist
   * @return the nearest name
   */
  public static Optional<String> find(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /** The optimal string alignment distance: Levenshtein's, with swaps of neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
