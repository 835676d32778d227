package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What any schedule must do: give a factor that is finite and not negative at every step of a
 * training of any length, and the same one whenever and in whatever order it is asked. Inherit it,
 * and give the provider and a configuration.
 *
 * @param <C> the schedule's configuration
 */
public abstract class ScheduleContract<C extends Record>
    extends ProviderContract<ScheduleProvider<C>, C> {
  /** From a single step to more than fit 32 bits. */
  private static final long[] LENGTHS = {1, 2, 3, 10, 997, 100_000, 10_000_000_000L};

  /** For subclasses. */
  protected ScheduleContract() {}

  /**
   * A factor that was worked out by hand.
   *
   * @param step counts from 0
   * @param steps how many steps there are
   * @param factor what the schedule must give there
   */
  public record KnownFactor(long step, long steps, double factor) {}

  /**
   * Factors that were worked out by hand, which alone can tell one schedule from another.
   *
   * @return none, unless overridden
   */
  protected List<KnownFactor> knownFactors() {
    return List.of();
  }

  @Test
  void factorsAreFiniteAndNotNegative() {
    Schedule schedule = schedule();
    for (Moment moment : moments()) {
      double factor = moment.ask(schedule);
      assertTrue(
          factor >= 0 && Double.isFinite(factor),
          () -> "The factor is not finite and at least 0, but " + factor + " at " + moment);
    }
  }

  @Test
  void factorsDoNotDependOnWhatWasAskedBefore() {
    Schedule schedule = schedule();
    List<Moment> moments = moments();
    List<Double> forwards = moments.stream().map(moment -> moment.ask(schedule)).toList();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(3));
    for (int i : order) {
      assertEquals(
          forwards.get(i),
          moments.get(i).ask(schedule),
          () -> "The factor depends on what was asked before at " + moments.get(i));
    }
  }

  @Test
  void oneConfigurationGivesOneSchedule() {
    Schedule one = schedule();
    Schedule other = schedule();
    for (Moment moment : moments()) {
      assertEquals(
          moment.ask(one),
          moment.ask(other),
          () -> "Two schedules of one configuration differ at " + moment);
    }
  }

  @Test
  void knownFactorsAreFound() {
    for (KnownFactor known : knownFactors()) {
      assertEquals(
          known.factor(),
          schedule().factor(known.step(), known.steps()),
          1e-12 * Math.max(1, known.factor()),
          () ->
              "The factor at step "
                  + known.step()
                  + " of "
                  + known.steps()
                  + " is not what was worked out by hand");
    }
  }

  private Schedule schedule() {
    return provider().create(configuration(), new TestContext(Path.of(""), 1));
  }

  private record Moment(long step, long steps) {
    double ask(Schedule schedule) {
      return schedule.factor(step, steps);
    }

    @Override
    public String toString() {
      return "step " + step + " of " + steps;
    }
  }

  private static List<Moment> moments() {
    List<Moment> moments = new ArrayList<>();
    for (long steps : LENGTHS) {
      long parts = Math.min(steps, 40);
      for (long part = 0; part < parts; part++) {
        moments.add(new Moment(steps / parts * part, steps));
      }
      moments.add(new Moment(steps - 1, steps));
    }
    return moments;
  }
}
