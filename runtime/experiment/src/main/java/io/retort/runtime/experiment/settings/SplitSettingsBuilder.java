package io.retort.runtime.experiment.settings;

import java.util.Optional;

/** Makes {@link SplitSettings}, whose components say more. */
public final class SplitSettingsBuilder {
  private double test = 0.2;
  private double validation = 0.1;
  private Optional<Integer> samples = Optional.empty();
  private Optional<Integer> labelled = Optional.empty();
  private long seed;
  private int repeats = 1;

  SplitSettingsBuilder() {}

  /** The share of the test part, for data sets that come without one. */
  public SplitSettingsBuilder test(double value) {
    test = value;
    return this;
  }

  /** The share of the training samples by which choices are made. */
  public SplitSettingsBuilder validation(double value) {
    validation = value;
    return this;
  }

  /** How many training samples the student sees. */
  public SplitSettingsBuilder samples(int value) {
    samples = Optional.of(value);
    return this;
  }

  /** Of how many of these the student sees the labels. */
  public SplitSettingsBuilder labelled(int value) {
    labelled = Optional.of(value);
    return this;
  }

  /** Decides the parts. */
  public SplitSettingsBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** How often all parts are drawn, and everything is trained. */
  public SplitSettingsBuilder repeats(int value) {
    repeats = value;
    return this;
  }

  /** The split. */
  public SplitSettings build() {
    return new SplitSettings(test, validation, samples, labelled, seed, repeats);
  }
}
