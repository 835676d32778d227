package com.acme.annealing;

import io.retort.core.data.Head;
import io.retort.core.optimizer.Schedule;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.strategy.DistillationPlan;
import io.retort.core.strategy.Stage;
import io.retort.core.strategy.Strategy;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Two stages: first the student follows the teacher's outputs by {@link AnnealedLogits}, whose
 * temperature cools down, and then it learns the true labels alone.
 *
 * @param temperatures the temperatures at evenly spaced moments of the first stage, from the
 *     hottest to 1; between them it falls linearly
 * @param share the first stage's part of the training
 */
public record Annealing(
    @Doc("Temperatures at evenly spaced moments of the first stage, from the hottest down to 1.")
        @Default("[7, 1]")
        @Range(min = 1)
        List<Double> temperatures,
    @Doc("The part of the training in which the student follows its teacher.")
        @Default("0.7")
        @Range(min = 0, minExclusive = true, max = 1, maxExclusive = true)
        double share)
    implements Strategy {

  /** Checks the temperatures. */
  public Annealing {
    temperatures = List.copyOf(temperatures);
    CoolingCurve.check(temperatures);
  }

  @Override
  public DistillationPlan plan(StrategySetting setting) {
    double hottest = temperatures.get(0);
    Schedule cooling = new CoolingCurve(temperatures);
    Stage annealing =
        stage(
            "annealing",
            share,
            setting,
            head ->
                new Term(
                        head.name() + " annealed",
                        new AnnealedLogits(hottest, hottest),
                        setting.output(head),
                        new TargetSource.TeacherHead(head.name()),
                        1)
                    .with(new Term.Temperature(hottest, cooling)));
    Stage labels =
        stage(
            "labels",
            1 - share,
            setting,
            head ->
                new Term(
                    head.name() + " labels",
                    setting.labelLoss(),
                    setting.output(head),
                    new TargetSource.Labels(head.name()),
                    1));
    return new DistillationPlan(
        Map.of(DistillationPlan.STUDENT, setting.student().description()),
        List.of(annealing, labels));
  }

  private static Stage stage(
      String name, double share, StrategySetting setting, Function<Head, Term> term) {
    List<Term> terms = setting.heads().stream().map(term).toList();
    return new Stage(name, share, Map.of(DistillationPlan.STUDENT, terms), Map.of());
  }
}
