package io.retort.strategies.providers;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.plugin.Context;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.Term;
import io.retort.strategies.TemperatureSettings;
import java.util.List;

/** Makes the strategy {@code temperature}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(StrategyProvider.class)
public final class TemperatureProvider implements StrategyProvider<TemperatureSettings> {

  @Override
  public String name() {
    return "temperature";
  }

  @Override
  public Class<TemperatureSettings> configuration() {
    return TemperatureSettings.class;
  }

  @Override
  public List<Warning> advise(TemperatureSettings settings) {
    return settings.softWeight() > 0
        ? List.of()
        : List.of(
            new Warning(
                "teacher-not-heard",
                "soft-weight",
                "with 0 the student does not listen to the teacher, and learns what the student"
                    + " alone learns; 0.5 to 0.9 is usual"));
  }

  @Override
  public Strategy create(TemperatureSettings settings, Context context) {
    OutputTerms terms =
        new OutputTerms(
            settings.temperature(),
            settings.softWeight(),
            settings.soft(),
            settings.temperatureSchedule(),
            settings.softWeightSchedule());
    return setting -> plan(terms, setting);
  }

  private static DistillationPlan plan(OutputTerms terms, StrategySetting setting) {
    HeadTaps taps = new HeadTaps(setting);
    List<Term> all = terms.of(setting, taps);
    if (all.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "A soft-weight of 0 leaves nothing to learn where there are no labels; raise it");
    }
    return DistillationPlan.of(taps.network(), all);
  }
}
