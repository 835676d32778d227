package io.retort.strategies.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Head;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.plugin.Context;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategyProvider;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import io.retort.strategies.MutualSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the strategy {@code mutual}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(StrategyProvider.class)
public final class MutualProvider implements StrategyProvider<MutualSettings> {

  @Override
  public String name() {
    return "mutual";
  }

  @Override
  public Class<MutualSettings> configuration() {
    return MutualSettings.class;
  }

  @Override
  public Strategy create(MutualSettings settings, Context context) {
    return setting -> plan(settings, setting);
  }

  private static DistillationPlan plan(MutualSettings settings, StrategySetting setting) {
    Peers.requireLabels("mutual", setting);
    Map<String, NetworkPlan> all = networks(settings, setting);
    Map<String, NetworkDescription> learners = new HashMap<>();
    Map<String, List<Term>> terms = new HashMap<>();
    all.forEach(
        (name, network) -> {
          learners.put(name, network.description());
          terms.put(name, terms(name, all, settings, setting));
        });
    return new DistillationPlan(learners, List.of(new Stage("train", 1, terms, Map.of())));
  }

  private static Map<String, NetworkPlan> networks(
      MutualSettings settings, StrategySetting setting) {
    Map<String, NetworkPlan> all = new LinkedHashMap<>();
    all.put(DistillationPlan.STUDENT, setting.student());
    for (int i = 0; i < settings.copies().orElse(0); i++) {
      all.put("peer-" + all.size(), setting.student());
    }
    for (NetworkDescription network : settings.networks()) {
      String name = "peer-" + all.size();
      all.put(name, Peers.plan(name, network, setting));
    }
    return all;
  }

  private static List<Term> terms(
      String learner,
      Map<String, NetworkPlan> all,
      MutualSettings settings,
      StrategySetting setting) {
    List<Term> terms = new ArrayList<>();
    for (Head head : setting.heads()) {
      String output = head.output(all.get(learner));
      terms.add(
          new Term(
              head.name() + " hard",
              setting.labelLoss(),
              output,
              new TargetSource.Labels(head.name()),
              1));
      all.forEach(
          (peer, network) -> {
            if (!peer.equals(learner)) {
              terms.add(
                  new Term(
                          head.name() + " from " + peer,
                          settings.loss(),
                          output,
                          Peers.says(peer, network, head),
                          settings.weight() / (all.size() - 1))
                      .with(settings.weightSchedule()));
            }
          });
    }
    return terms;
  }
}
