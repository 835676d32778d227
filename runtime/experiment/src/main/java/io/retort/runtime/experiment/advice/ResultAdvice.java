package io.retort.runtime.experiment.advice;

import io.retort.core.Warning;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.runtime.experiment.evaluation.ArmComparison;
import io.retort.runtime.experiment.evaluation.ConstantOutput;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.evaluation.RepeatResult;
import io.retort.runtime.experiment.result.ArmResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is likely wrong with models whose figures are known. */
public final class ResultAdvice {
  private final Head head;
  private final boolean several;
  private final List<RepeatResult> repeats;
  private final List<Warning> warnings = new ArrayList<>();

  private ResultAdvice(Head head, boolean several, List<RepeatResult> repeats) {
    this.head = head;
    this.several = several;
    this.repeats = repeats;
  }

  /**
   * Everything that is worth saying.
   *
   * @param heads the heads of the data
   * @param repeats what was found
   */
  public static List<Warning> of(List<Head> heads, List<RepeatResult> repeats) {
    List<Warning> warnings = new ArrayList<>();
    for (Head head : heads) {
      ResultAdvice advice = new ResultAdvice(head, heads.size() > 1, repeats);
      advice.constantOutputs();
      advice.baselines();
      advice.worseTeacher();
      warnings.addAll(advice.warnings);
    }
    return warnings;
  }

  private void add(String code, String arm, String sentence, Object... arguments) {
    warnings.add(
        new Warning(
            code,
            arm + (several ? ", head '" + head.name() + "'" : ""),
            String.format(Locale.ROOT, sentence, arguments)));
  }

  private void constantOutputs() {
    constantOutputs(
        ArmResult.TEACHER, repeats.stream().map(r -> r.teacher().constantOutputs()).toList());
    constantOutputs(ArmResult.ALONE, of(ArmComparison.Pair::alone));
    constantOutputs(ArmResult.DISTILLED, of(ArmComparison.Pair::distilled));
  }

  private List<List<ConstantOutput>> of(
      Function<ArmComparison.Pair, ModelEvaluator.TestedStudent> arm) {
    return repeats.stream()
        .flatMap(repeat -> repeat.pairs().stream())
        .map(pair -> arm.apply(pair).constantOutputs())
        .toList();
  }

  private void constantOutputs(String arm, List<List<ConstantOutput>> models) {
    List<ConstantOutput> found =
        models.stream()
            .flatMap(List::stream)
            .filter(constant -> constant.head().equals(head.name()))
            .toList();
    if (found.isEmpty()) {
      return;
    }
    ConstantOutput first = found.get(0);
    boolean classes = head.task() instanceof Task.SingleLabel;
    add(
        classes ? "constant-class" : "constant-value",
        arm,
        "%s %s '%s' for every test sample; %s",
        models.size() == 1
            ? "this model gives"
            : found.size() + " of " + models.size() + " models give one thing alone, the first",
        classes ? "the class" : "the value",
        first.output(),
        first
            .deadLayer()
            .map(
                layer ->
                    "the output of layer '"
                        + layer
                        + "' is the same for all of them, so that its units are dead: lower the"
                        + " learning rate, or take an activation that is nowhere flat, such as"
                        + " leaky-relu")
            .orElse(
                "train it longer or with another learning rate, or look at its labels and at the"
                    + " scale of its inputs"));
  }

  /** Whether models are worse than the best that says the same of every sample. */
  private void baselines() {
    any()
        .figures()
        .forEach(
            (name, figure) ->
                figure
                    .baseline()
                    .ifPresent(
                        constant ->
                            head.task()
                                .<Runnable>match(
                                    classes -> () -> majority(name, figure, constant),
                                    labels -> () -> {},
                                    values -> () -> means(name, figure, constant),
                                    embedding -> () -> {})
                                .run()));
  }

  private void means(String name, Figure figure, double constant) {
    mean(ArmResult.TEACHER, name, figure, constant);
    mean(ArmResult.ALONE, name, figure, constant);
    mean(ArmResult.DISTILLED, name, figure, constant);
  }

  private void majority(String name, Figure figure, double constant) {
    if (hasTeacher() && !better(figure, mean(ArmResult.TEACHER, name), constant)) {
      add(
          "teacher-no-better-than-majority",
          ArmResult.TEACHER,
          "its %s of %.4f is no better than always predicting the largest class, %.4f, so that"
              + " it has nothing to teach; train another teacher",
          name,
          mean(ArmResult.TEACHER, name),
          constant);
    }
    for (String arm : List.of(ArmResult.ALONE, ArmResult.DISTILLED)) {
      if (better(figure, constant, mean(arm, name))) {
        add(
            "below-majority-share",
            arm,
            "the %s of %.4f is %s that of always predicting the largest class, %.4f; train"
                + " longer or with another learning rate",
            name,
            mean(arm, name),
            figure.higherIsBetter() ? "below" : "above",
            constant);
      }
    }
  }

  private void mean(String arm, String name, Figure figure, double constant) {
    if (better(figure, constant, mean(arm, name))) {
      add(
          "worse-than-mean",
          arm,
          "%s of %.4f is %s %s, which always predicting the mean has; train longer or with another"
              + " learning rate, or look at the scale of its inputs and values",
          name,
          mean(arm, name),
          figure.higherIsBetter() ? "below" : "above",
          constant == 0 ? "0" : String.format(Locale.ROOT, "%.4f", constant));
    }
  }

  private static boolean better(Figure figure, double one, double other) {
    return figure.higherIsBetter() ? one > other : one < other;
  }

  private void worseTeacher() {
    String score = any().score();
    if (!hasTeacher()) {
      return;
    }
    double teacher = mean(ArmResult.TEACHER, score);
    double alone = mean(ArmResult.ALONE, score);
    if (better(any().figures().get(score), alone, teacher)) {
      add(
          "teacher-worse-than-student",
          ArmResult.TEACHER,
          "its %s of %.4f is worse than the %.4f of the student alone; a better teacher teaches"
              + " more",
          score,
          teacher,
          alone);
    }
  }

  private boolean hasTeacher() {
    return repeats.get(0).teacher().result().test().containsKey(head.name());
  }

  private Metrics any() {
    return repeats.get(0).pairs().get(0).alone().result().test().get(head.name());
  }

  /** The mean of a figure over the models of an arm; not a number if it has none. */
  private double mean(String arm, String figure) {
    return repeats.stream()
        .flatMap(repeat -> Stream.concat(Stream.of(repeat.teacher().result()), repeat.students()))
        .filter(model -> model.arm().equals(arm) && model.test().containsKey(head.name()))
        .mapToDouble(model -> model.test().get(head.name()).value(figure))
        .average()
        .orElse(Double.NaN);
  }
}
