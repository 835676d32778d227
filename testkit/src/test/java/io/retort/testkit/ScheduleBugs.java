package io.retort.testkit;

import io.retort.core.optimizer.Schedule;
import io.retort.core.optimizer.ScheduleProvider;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A straight line from 1 to 0, as it should be and in many wrong forms. */
final class ScheduleBugs {

  private ScheduleBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "reaches 0 at half of the training and goes on",
            () -> (step, steps) -> 1 - 2.0 * step / steps,
            "factorsAreFiniteAndNotNegative",
            "not finite and at least 0"),
        bug(
            "divides by steps − 1, which is 0 for one step",
            () -> (step, steps) -> 1 - (double) step / (steps - 1),
            "factorsAreFiniteAndNotNegative",
            "not finite and at least 0"),
        bug(
            "counts steps in 32 bits",
            () -> (step, steps) -> 1 - (double) (int) step / (int) steps,
            "factorsAreFiniteAndNotNegative",
            "not finite and at least 0"),
        bug(
            "counts its own calls",
            Counting::new,
            "factorsDoNotDependOnWhatWasAskedBefore",
            "before"),
        bug(
            "draws without a seed",
            () -> {
              double drawn = new Random().nextDouble();
              return (step, steps) -> drawn;
            },
            "oneConfigurationGivesOneSchedule",
            "Two schedules of one configuration differ"),
        bug(
            "gives the learning rate instead of a factor",
            () -> (step, steps) -> 0.01 * (steps - step) / steps,
            "knownFactorsAreFound",
            "not what was worked out by hand"));
  }

  /** The contract over the right schedule. */
  static ScheduleContract<FixedProvider.NoKeys> right() {
    return contract(() -> (step, steps) -> (double) (steps - step) / steps);
  }

  private static PlantedBug bug(
      String bug, Supplier<Schedule> schedule, String test, String message) {
    return new PlantedBug("Schedule", bug, () -> contract(schedule), test, message);
  }

  private static ScheduleContract<FixedProvider.NoKeys> contract(
      Supplier<? extends Schedule> schedule) {
    return new ScheduleContract<>() {
      @Override
      protected ScheduleProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfSchedule(schedule);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }

      @Override
      protected List<KnownFactor> knownFactors() {
        return List.of(new KnownFactor(0, 4, 1), new KnownFactor(3, 4, 0.25));
      }
    };
  }

  private static final class Counting implements Schedule {
    private int calls;

    @Override
    public double factor(long step, long steps) {
      return 1.0 / ++calls;
    }
  }
}
