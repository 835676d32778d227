package io.retort.core.checkpoint;

import java.util.Optional;

/** Where one training keeps its state, so that it can go on after an interruption. */
public interface TrainingCheckpoints {

  /** Keeps nothing: the training begins at its first step. */
  TrainingCheckpoints NONE =
      new TrainingCheckpoints() {
        @Override
        public Optional<TrainingState> latest() {
          return Optional.empty();
        }

        @Override
        public boolean due(long step, boolean last) {
          return false;
        }

        @Override
        public void save(TrainingState state) {
          throw new IllegalStateException("No checkpoint is due");
        }
      };

  /**
   * The state to go on from.
   *
   * @return the state that was saved last, or empty for a training that has none
   */
  Optional<TrainingState> latest();

  /**
   * Whether the state is to be saved; asked after every step.
   *
   * @param step the number of steps made
   * @param last whether the training is over, so that a later start finds it complete
   * @return whether {@link #save} is to be called
   */
  boolean due(long step, boolean last);

  /**
   * Keeps a state. What it throws ends the training.
   *
   * @param state the state; its arrays are not changed later
   */
  void save(TrainingState state);
}
