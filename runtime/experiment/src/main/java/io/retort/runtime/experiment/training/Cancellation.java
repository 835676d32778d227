package io.retort.runtime.experiment.training;

import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.checkpoint.TrainingState;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Ends trainings when one that runs at the same time has failed. */
public final class Cancellation {
  private final BooleanSupplier asked;
  private volatile boolean cancelled;

  /** Of trainings that nobody else ends. */
  Cancellation() {
    this(() -> false);
  }

  /**
   * Of trainings that somebody else may end, too.
   *
   * @param asked whether they are to end; asked after every step
   */
  public Cancellation(BooleanSupplier asked) {
    this.asked = asked;
  }

  /** Lets every training end after its current step. */
  void cancel() {
    cancelled = true;
  }

  /** Whether trainings are to end. */
  public boolean requested() {
    return cancelled || asked.getAsBoolean();
  }

  /** Ends a training that is to end. */
  public void check() {
    if (requested()) {
      throw new CancelledException();
    }
  }

  /**
   * The checkpoints of a training that ends when it is cancelled, with its state saved where states
   * are kept.
   */
  public TrainingCheckpoints of(TrainingCheckpoints checkpoints) {
    return new TrainingCheckpoints() {
      @Override
      public boolean kept() {
        return checkpoints.kept();
      }

      @Override
      public Optional<TrainingState> latest() {
        return checkpoints.latest();
      }

      @Override
      public boolean requested() {
        return Cancellation.this.requested() || checkpoints.requested();
      }

      @Override
      public void discard(long step) {
        checkpoints.discard(step);
      }

      @Override
      public void save(TrainingState state, int keep) {
        if (checkpoints.kept() || checkpoints.requested()) {
          checkpoints.save(state, keep);
        }
        check();
      }
    };
  }

  /** A training has ended because another one has failed. */
  static final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CancelledException() {
      super("Ended because another training has failed");
    }
  }
}
