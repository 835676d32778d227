package io.retort.strategies.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Head;
import io.retort.core.plugin.Context;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.strategies.SoftLabelSettings;
import java.util.List;

/** Makes the strategy {@code soft-label}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(StrategyProvider.class)
public final class SoftLabelProvider implements StrategyProvider<SoftLabelSettings> {

  @Override
  public String name() {
    return "soft-label";
  }

  @Override
  public Class<SoftLabelSettings> configuration() {
    return SoftLabelSettings.class;
  }

  @Override
  public Strategy create(SoftLabelSettings settings, Context context) {
    return setting -> {
      HeadTaps taps = new HeadTaps(setting);
      List<Term> terms =
          setting.heads().stream().map(head -> term(settings, setting, taps, head)).toList();
      return DistillationPlan.of(taps.network(), terms);
    };
  }

  private static Term term(
      SoftLabelSettings settings, StrategySetting setting, HeadTaps taps, Head head) {
    boolean decided = settings.target() == SoftLabelSettings.SoftTarget.MOST_LIKELY;
    return new Term(
        head.name() + " soft",
        decided ? setting.labelLoss() : settings.loss(),
        decided ? setting.output(head) : taps.of(head, settings.loss()),
        decided
            ? new TargetSource.TeacherDecision(head.name())
            : new TargetSource.TeacherHead(head.name()),
        1);
  }
}
