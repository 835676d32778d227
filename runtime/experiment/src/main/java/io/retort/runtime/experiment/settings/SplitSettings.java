package io.retort.runtime.experiment.settings;

import io.retort.core.Seeds;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.Optional;

/**
 * What the samples of a data set are used for. Parts are drawn at random, with the classes in equal
 * shares where there are classes, and with source and target in equal shares where data is made of
 * both. Where the data set has groups or times, these decide what is for validation and test.
 *
 * @param test the share of the test part, for data sets that come without one
 * @param validation the share of the training samples by which choices are made
 * @param samples how many training samples the student sees
 * @param labelled of how many of these the student sees the labels
 * @param seed decides the parts
 * @param repeats how often all parts are drawn, and everything is trained, the teacher included
 */
public record SplitSettings(
    @Doc("The share of the samples kept for the test, for data sets without a test part.")
        @Default("0.2")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double test,
    @Doc("The share of the training samples kept for validation.")
        @Default("0.1")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double validation,
    @Doc("How many training samples the student sees; all if not given. The teacher sees all.")
        @Range(min = 1)
        Optional<Integer> samples,
    @Doc(
            "Of how many samples the student sees the labels; all if not given. From the"
                + " others it learns through the teacher alone.")
        @Range(min = 1)
        Optional<Integer> labelled,
    @Doc(
            "Decides which samples go where. Each of the experiment's seeds draws its students'"
                + " samples with it.")
        @Default("0")
        long seed,
    @Doc(
            "How often everything is drawn and trained anew: test samples that the data set does"
                + " not bring, the teacher and the students of all seeds. The interval of the gain"
                + " then is that of the repeats.")
        @Default("1")
        @Range(min = 1)
        int repeats) {

  /**
   * A split to be completed.
   *
   * @return all keys with their defaults
   */
  public static SplitSettingsBuilder builder() {
    return new SplitSettingsBuilder();
  }

  /**
   * What decides which samples the teacher learns from, and how data are prepared.
   *
   * @param test the share of the test part, for data sets that come without one
   * @param validation the share of the training samples by which choices are made
   * @param seed decides the parts
   */
  public record HeldOut(double test, double validation, long seed) {}

  /**
   * The part that has nothing to do with how many samples students see.
   *
   * @return the part
   */
  public HeldOut heldOut() {
    return new HeldOut(test, validation, seed);
  }

  /** The same with what one repeat of several draws. */
  public SplitSettings repeat(int number) {
    return new SplitSettings(
        test,
        validation,
        samples,
        labelled,
        number == 1 ? seed : Seeds.derive(seed, "repeat " + number),
        1);
  }
}
