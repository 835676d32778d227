package io.retort.strategies.providers;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.Node;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Context;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.strategies.FeatureSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the strategy {@code feature}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(StrategyProvider.class)
public final class FeatureProvider implements StrategyProvider<FeatureSettings> {

  @Override
  public String name() {
    return "feature";
  }

  @Override
  public Class<FeatureSettings> configuration() {
    return FeatureSettings.class;
  }

  @Override
  public Strategy create(FeatureSettings settings, Context context) {
    return setting -> plan(settings, setting);
  }

  private static DistillationPlan plan(FeatureSettings settings, StrategySetting setting) {
    List<Node> adapters = new ArrayList<>();
    List<Term> hints = new ArrayList<>();
    List<String> taps = new ArrayList<>();
    double weight =
        settings.hintWeight() / (settings.hints().size() + settings.jointHints().size());
    for (FeatureSettings.Hint hint : settings.hints()) {
      String name = "hint-" + (hints.size() + 1);
      String tap = adapt(name, hint, setting, adapters);
      taps.add(tap);
      hints.add(
          new Term(
              name, hint.distance(), tap, new TargetSource.TeacherFeature(hint.teacher()), weight));
    }
    for (FeatureSettings.JointHint hint : settings.jointHints()) {
      hint.students().forEach(node -> requireStudent(node, setting));
      hint.teachers().forEach(tap -> feature(tap, setting));
      taps.addAll(hint.students());
      hints.add(
          new Term(
              "hint-" + (hints.size() + 1),
              hint.distance(),
              hint.students(),
              hint.teachers().stream().<TargetSource>map(TargetSource.TeacherFeature::new).toList(),
              weight));
    }
    HeadTaps outputs = new HeadTaps(setting);
    List<Term> all =
        new ArrayList<>(
            new OutputTerms(
                    settings.temperature(),
                    settings.softWeight(),
                    settings.soft(),
                    Schedule.CONSTANT,
                    Schedule.CONSTANT)
                .of(setting, outputs));
    all.addAll(hints);
    NetworkDescription network = outputs.network().with(adapters);
    List<Stage> stages = new ArrayList<>();
    double share = settings.hintStage();
    if (share > 0) {
      stages.add(
          new Stage(
              "hint",
              share,
              Map.of(DistillationPlan.STUDENT, hints),
              Map.of(DistillationPlan.STUDENT, network.ancestors(taps))));
    }
    stages.add(new Stage("train", 1 - share, Map.of(DistillationPlan.STUDENT, all), Map.of()));
    return new DistillationPlan(Map.of(DistillationPlan.STUDENT, network), stages);
  }

  /** The node that is compared: the student's own, or that of an adapter added behind it. */
  private static String adapt(
      String name, FeatureSettings.Hint hint, StrategySetting setting, List<Node> adapters) {
    requireStudent(hint.student(), setting);
    TeacherOutput teacher = feature(hint.teacher(), setting);
    if (!hint.distance().needsEqualShapes()) {
      return hint.student();
    }
    Shape student = setting.student().shape(hint.student());
    List<Node> nodes =
        Adapters.between(
            free(name, setting.student().description()), hint.student(), student, teacher.shape());
    adapters.addAll(nodes);
    return nodes.isEmpty() ? hint.student() : nodes.get(nodes.size() - 1).name();
  }

  private static void requireStudent(String node, StrategySetting setting) {
    try {
      setting.student().description().node(node);
    } catch (IllegalArgumentException unknown) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "A hint names a node that the student does not have: " + unknown.getMessage(),
          unknown);
    }
  }

  private static TeacherOutput feature(String tap, StrategySetting setting) {
    TeacherOutput teacher = setting.teacherOutput(tap);
    if (teacher.kind() != TargetKind.FEATURES) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "A hint names the teacher's '"
              + tap
              + "', which is its output and not an activation inside it; use the soft term for it");
    }
    return teacher;
  }

  /** A name that begins so and that no node of the student begins with. */
  private static String free(String wanted, NetworkDescription network) {
    String name = wanted + "-adapter";
    while (begins(name, network)) {
      name += "-";
    }
    return name;
  }

  private static boolean begins(String name, NetworkDescription network) {
    return network.nodes().stream().anyMatch(node -> node.name().startsWith(name));
  }
}
