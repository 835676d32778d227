package io.retort.teachers.trees;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read from a model file.
 *
 * @param features how many features a row has
 * @param names their names, or none if the model has only their places
 * @param numbered whether the names are numbers that the library has given for want of others
 * @param categories for features whose categories the model names, their names by their codes
 * @param margins the sums of the model
 * @param start what the sum of each output starts from
 * @param objective what the sums are
 * @param single whether features are single precision
 * @param remark something about the model that a run should say
 */
public record TreeModel(
    int features,
    List<String> names,
    boolean numbered,
    Map<Integer, List<String>> categories,
    Margins margins,
    double[] start,
    TreeObjective objective,
    boolean single,
    Optional<String> remark) {

  /**
   * Which trees of a model are used.
   *
   * @param rounds how many rounds of boosting are wanted; all if not given
   * @param there how many the model has
   * @param file the model's file, for the message
   * @return at most as many as there are
   * @throws RetortException if the model has fewer
   */
  public static int rounds(Optional<Integer> rounds, int there, Path file) {
    if (rounds.isPresent() && rounds.get() > there) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The key rounds is "
              + rounds.get()
              + ", but the model "
              + file
              + " has "
              + there
              + " rounds of boosting; take at most as many, or leave the key out");
    }
    return rounds.orElse(there);
  }

  /** How many sums there are for a row. */
  int outputs() {
    return start.length;
  }

  /** The sums of some rows. */
  double[][] sums(double[][] rows) {
    double[][] sums = new double[rows.length][];
    Arrays.setAll(sums, row -> start.clone());
    margins.add(rows, sums);
    return sums;
  }
}
