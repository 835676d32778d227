package io.retort.strategies.providers;

import io.retort.core.data.Head;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.optimizer.Schedule;
import io.retort.core.strategy.StrategySetting;
import io.retort.core.strategy.TargetSource;
import io.retort.core.strategy.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The hard and the soft term of every head (Hinton, Vinyals and Dean 2015): {@code (1 − w)·hard +
 * w·soft(T)}. A head without labels has no hard term.
 *
 * @param temperature T
 * @param softWeight w
 * @param soft the loss between student and teacher, whose temperature is replaced by T
 * @param temperatureSchedule multiplies T
 * @param softWeightSchedule multiplies the weight of the soft term
 */
record OutputTerms(
    double temperature,
    double softWeight,
    TemperedLoss soft,
    Schedule temperatureSchedule,
    Schedule softWeightSchedule) {

  /** The terms of the student, which follows the teacher. */
  List<Term> of(StrategySetting setting, HeadTaps taps) {
    return of(setting, taps, head -> new TargetSource.TeacherHead(head.name()));
  }

  /** The terms of the student, which follows what is given for each head. */
  List<Term> of(StrategySetting setting, HeadTaps taps, Function<Head, TargetSource> followed) {
    List<Term> terms = new ArrayList<>();
    for (Head head : setting.heads()) {
      String output = setting.output(head);
      if (softWeight < 1 && head.task().hasLabels()) {
        terms.add(
            new Term(
                head.name() + " hard",
                setting.labelLoss(),
                output,
                new TargetSource.Labels(head.name()),
                1 - softWeight));
      }
      if (softWeight > 0) {
        terms.add(
            new Term(
                    head.name() + " soft",
                    soft,
                    taps.of(head, soft),
                    followed.apply(head),
                    softWeight)
                .with(softWeightSchedule)
                .with(new Term.Temperature(temperature, temperatureSchedule)));
      }
    }
    return terms;
  }
}
