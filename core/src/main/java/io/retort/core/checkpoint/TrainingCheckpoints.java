package io.retort.core.checkpoint;

import java.util.Optional;

/** Where one training keeps its state, so that it can go on after an interruption. */
public interface TrainingCheckpoints {

  /** Keeps nothing: the training begins at its first step and goes on to the last. */
  TrainingCheckpoints NONE =
      new TrainingCheckpoints() {
        @Override
        public boolean kept() {
          return false;
        }

        @Override
        public Optional<TrainingState> latest() {
          return Optional.empty();
        }

        @Override
        public boolean requested() {
          return false;
        }

        @Override
        public void save(TrainingState state, int keep) {
          throw new IllegalStateException("Nothing is kept");
        }
      };

  /**
   * Whether states are kept at all. Where they are not, {@link #save} is called only if that was
   * {@link #requested}.
   *
   * @return true unless overridden
   */
  default boolean kept() {
    return true;
  }

  /**
   * The state to go on from.
   *
   * @return the state that was saved last, or empty for a training that has none
   */
  Optional<TrainingState> latest();

  /**
   * Whether to save the state after this step, whatever the training's settings say, such as when
   * the run must end. Asked after every step.
   *
   * @return whether to call {@link #save} now
   */
  boolean requested();

  /**
   * Keeps a state. What it throws ends the training.
   *
   * @param state the state; its arrays are not changed later
   * @param keep how many states of this training are kept, with this one; at least 1
   */
  void save(TrainingState state, int keep);

  /**
   * Forgets states from which the training meets a value that is not finite, however it goes on;
   * unless overridden, none are kept.
   *
   * @param step the number of steps after which the first of them was saved
   */
  default void discard(long step) {
    // There are none.
  }
}
