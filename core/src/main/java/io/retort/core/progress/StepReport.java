package io.retort.core.progress;

/**
 * How far a training has come.
 *
 * @param training what is being trained: {@code teacher}, {@code alone}, {@code distilled}
 * @param seed the training's seed
 * @param stage the stage's name
 * @param step the number of steps made so far, at first those made before an interruption
 * @param steps the number of steps in all; a training that has made them is over
 */
public record StepReport(String training, long seed, String stage, long step, long steps) {

  /**
   * Whether the training is over.
   *
   * @return true for the last report of a training, which comes after that of its last epoch
   */
  public boolean last() {
    return step >= steps;
  }
}
