package io.retort.runtime.experiment.timing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what the steps of one training spend their time on. A step lasts from one gathering of
 * inputs to the next; phases inside of each other count for the inner one only. Not thread-safe.
 */
public final class StepClock {
  private final List<Map<Phase, Long>> steps = new ArrayList<>();
  private Map<Phase, Long> current;
  private Phase phase = Phase.OTHER;
  private long since;

  /** What a step spends its time on. */
  public enum Phase {
    /** Gathering inputs. */
    DATA,
    /** The teacher's forward pass; outputs that were kept are gathered in no time worth a phase. */
    TEACHER,
    /** The student's forward pass. */
    FORWARD,
    /** Losses and their gradients. */
    LOSS,
    /** The student's backward pass. */
    BACKWARD,
    /** The optimizer, without the evaluations that it asks for. */
    UPDATE,
    /** Everything else. */
    OTHER
  }

  /** Something that takes time and gives a value. */
  @FunctionalInterface
  public interface Work<T> {

    /**
     * Does it.
     *
     * @return the value
     */
    T run();
  }

  /** A new step begins; the one before it is complete. */
  public void step() {
    if (current != null) {
      book();
      steps.add(current);
    }
    current = new EnumMap<>(Phase.class);
    since = System.nanoTime();
  }

  /**
   * Does some work of a phase.
   *
   * @param during the phase
   * @param work the work
   * @return its value
   * @param <T> the type of the value
   */
  public <T> T measure(Phase during, Work<T> work) {
    if (current == null) {
      return work.run();
    }
    Phase outer = phase;
    book();
    phase = during;
    try {
      return work.run();
    } finally {
      book();
      phase = outer;
    }
  }

  private void book() {
    long now = System.nanoTime();
    current.merge(phase, now - since, Long::sum);
    since = now;
  }

  /**
   * The complete steps so far.
   *
   * @return for each step, the nanoseconds of each phase
   */
  public List<Map<Phase, Long>> steps() {
    return List.copyOf(steps);
  }
}
