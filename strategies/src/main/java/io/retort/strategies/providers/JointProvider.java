package io.retort.strategies.providers;

import com.google.auto.service.AutoService;
import io.retort.core.network.NetworkPlan;
import io.retort.core.plugin.Context;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.Term;
import io.retort.strategies.JointSettings;
import java.util.List;
import java.util.Map;

/** Makes the strategy {@code joint}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(StrategyProvider.class)
public final class JointProvider implements StrategyProvider<JointSettings> {
  private static final String TEACHER = "teacher";

  @Override
  public String name() {
    return "joint";
  }

  @Override
  public Class<JointSettings> configuration() {
    return JointSettings.class;
  }

  @Override
  public Strategy create(JointSettings settings, Context context) {
    OutputTerms terms =
        new OutputTerms(
            settings.temperature(),
            settings.softWeight(),
            settings.soft(),
            settings.temperatureSchedule(),
            settings.softWeightSchedule());
    return setting -> plan(settings, terms, setting);
  }

  private static DistillationPlan plan(
      JointSettings settings, OutputTerms terms, StrategySetting setting) {
    Peers.requireLabels("joint", setting);
    NetworkPlan teacher = Peers.plan(TEACHER, settings.teacher(), setting);
    List<Term> student =
        terms.of(setting, new HeadTaps(setting), head -> Peers.says(TEACHER, teacher, head));
    List<Term> labels =
        DistillationPlan.supervised(teacher, setting.heads(), setting.labelLoss())
            .stages()
            .get(0)
            .terms()
            .get(DistillationPlan.STUDENT);
    return new DistillationPlan(
        Map.of(
            DistillationPlan.STUDENT, setting.student().description(), TEACHER, settings.teacher()),
        List.of(
            new Stage(
                "train", 1, Map.of(DistillationPlan.STUDENT, student, TEACHER, labels), Map.of())));
  }
}
