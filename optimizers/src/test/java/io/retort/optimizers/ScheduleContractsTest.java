package io.retort.optimizers;

import io.retort.core.optimizer.ScheduleProvider;
import io.retort.optimizers.providers.ConstantScheduleProvider;
import io.retort.optimizers.providers.CosineScheduleProvider;
import io.retort.optimizers.providers.LinearScheduleProvider;
import io.retort.optimizers.providers.StepScheduleProvider;
import io.retort.optimizers.providers.WarmUpScheduleProvider;
import io.retort.testkit.ScheduleContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Every schedule keeps the contract, in each of its forms. */
class ScheduleContractsTest {

  @Nested
  class Constant extends Contract<ConstantSchedule> {
    Constant() {
      super(new ConstantScheduleProvider(), new ConstantSchedule(), known(0, 1, 1), known(7, 9, 1));
    }
  }

  @Nested
  class Cosine extends Contract<CosineSchedule> {
    Cosine() {
      // cos(π/2) = 0 and cos(π/3) = 1/2: 0.2 + 0.8·1/2, 0.2 + 0.8·3/4
      super(
          new CosineScheduleProvider(),
          new CosineSchedule(0.2),
          known(0, 12, 1),
          known(6, 12, 0.6),
          known(4, 12, 0.8));
    }
  }

  @Nested
  class Falling extends Contract<LinearSchedule> {
    Falling() {
      super(new LinearScheduleProvider(), new LinearSchedule(0), known(0, 4, 1), known(3, 4, 0.25));
    }
  }

  @Nested
  class Rising extends Contract<LinearSchedule> {
    Rising() {
      super(new LinearScheduleProvider(), new LinearSchedule(3), known(0, 4, 1), known(2, 4, 2));
    }
  }

  @Nested
  class StairsBySteps extends Contract<StepSchedule> {
    StairsBySteps() {
      super(
          new StepScheduleProvider(),
          StepSchedule.every(10, 0.5),
          known(9, 40, 1),
          known(10, 40, 0.5),
          known(39, 40, 0.125));
    }
  }

  @Nested
  class StairsByFractions extends Contract<StepSchedule> {
    StairsByFractions() {
      super(
          new StepScheduleProvider(),
          StepSchedule.at(0.1, 0.5, 0.75),
          known(19, 40, 1),
          known(20, 40, 0.1),
          known(30, 40, 0.01));
    }
  }

  @Nested
  class WarmUp extends Contract<WarmUpSchedule> {
    WarmUp() {
      // Five steps up, then the line over the 20 that are left.
      super(
          new WarmUpScheduleProvider(),
          new WarmUpSchedule(5, new LinearSchedule(0)),
          known(0, 25, 0.2),
          known(4, 25, 1),
          known(5, 25, 1),
          known(15, 25, 0.5));
    }
  }

  private static ScheduleContract.KnownFactor known(long step, long steps, double factor) {
    return new ScheduleContract.KnownFactor(step, steps, factor);
  }

  /** A schedule with some of its factors. */
  private abstract static class Contract<C extends Record> extends ScheduleContract<C> {
    private final ScheduleProvider<C> provider;
    private final C configuration;
    private final List<KnownFactor> known;

    Contract(ScheduleProvider<C> provider, C configuration, KnownFactor... known) {
      this.provider = provider;
      this.configuration = configuration;
      this.known = List.of(known);
    }

    @Override
    protected ScheduleProvider<C> provider() {
      return provider;
    }

    @Override
    protected C configuration() {
      return configuration;
    }

    @Override
    protected List<KnownFactor> knownFactors() {
      return known;
    }
  }
}
