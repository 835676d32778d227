package io.retort.strategies.providers;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.loss.Criterion;
import io.retort.core.plugin.Context;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.strategies.SourceTargetSettings;
import java.util.ArrayList;
import java.util.List;

/** Makes the strategy {@code source-target}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(StrategyProvider.class)
public final class SourceTargetProvider implements StrategyProvider<SourceTargetSettings> {
  private static final int SOURCE = 0;
  private static final int TARGET = 1;

  @Override
  public String name() {
    return "source-target";
  }

  @Override
  public Class<SourceTargetSettings> configuration() {
    return SourceTargetSettings.class;
  }

  @Override
  public Strategy create(SourceTargetSettings settings, Context context) {
    return setting -> plan(settings, setting);
  }

  private static DistillationPlan plan(SourceTargetSettings settings, StrategySetting setting) {
    if (setting.domains() != 2) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The strategy 'source-target' needs data of two parts, but this has "
              + setting.domains()
              + "; join a source and a target with data: {kind: source-target, source: …, target:"
              + " …}");
    }
    HeadTaps taps = new HeadTaps(setting);
    List<Term> terms = new ArrayList<>();
    for (Head head : setting.heads()) {
      terms.add(term(head, "source", settings.loss(), 1, taps).within(SOURCE));
      terms.add(
          term(head, "target", settings.loss(), settings.targetWeight(), taps).within(TARGET));
    }
    return DistillationPlan.of(taps.network(), terms);
  }

  private static Term term(Head head, String task, Criterion loss, double weight, HeadTaps taps) {
    return new Term(
        head.name() + " " + task,
        loss,
        taps.of(head, loss),
        new TargetSource.TeacherHead(head.name()),
        weight);
  }
}
