package io.retort.runtime.experiment.advice;

import io.retort.core.Warning;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.progress.Metrics;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.evaluation.ArmComparison;
import io.retort.runtime.experiment.evaluation.ConstantOutput;
import io.retort.runtime.experiment.evaluation.ModelEvaluator;
import io.retort.runtime.experiment.evaluation.RepeatResult;
import io.retort.runtime.experiment.result.ArmResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
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
   * @param parts the parts of the data in the first repeat
   * @param repeats what was found
   */
  public static List<Warning> of(DataSplit parts, List<RepeatResult> repeats) {
    List<Warning> warnings = new ArrayList<>();
    List<Head> heads = parts.teacher().heads();
    for (Head head : heads) {
      ResultAdvice advice = new ResultAdvice(head, heads.size() > 1, repeats);
      advice.constantOutputs();
      if (head.task() instanceof Task.SingleLabel) {
        advice.majority(majority(parts.test(), head));
      } else if (head.task() instanceof Task.Regression) {
        advice.mean(ArmResult.TEACHER);
        advice.mean(ArmResult.ALONE);
        advice.mean(ArmResult.DISTILLED);
      }
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
            .filter(answer -> answer.head().equals(head.name()))
            .toList();
    if (found.isEmpty()) {
      return;
    }
    ConstantOutput first = found.get(0);
    boolean classes = head.task() instanceof Task.SingleLabel;
    add(
        classes ? "one-class-answers" : "one-value-answers",
        arm,
        "%s %s '%s' for every test sample; %s",
        models.size() == 1
            ? "this model answers"
            : found.size() + " of " + models.size() + " models answer one thing alone, the first",
        classes ? "the class" : "the value",
        first.answer(),
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

  /** The share of the largest class. */
  private static double majority(Samples samples, Head head) {
    int[] counts = new int[head.task().outputs()];
    int[] all = IntStream.range(0, samples.size()).toArray();
    for (int label : ((Target.Classes) samples.labels(head.name(), all)).labels()) {
      counts[label]++;
    }
    return (double) IntStream.of(counts).max().orElseThrow() / all.length;
  }

  private void majority(double share) {
    if (hasTeacher() && teacher() <= share) {
      add(
          "teacher-no-better-than-majority",
          ArmResult.TEACHER,
          "its accuracy of %.4f is no better than always answering the largest class, %.4f, so that"
              + " it has nothing to teach; train another teacher",
          teacher(),
          share);
    }
    for (String arm : List.of(ArmResult.ALONE, ArmResult.DISTILLED)) {
      if (student(arm) < share) {
        add(
            "below-majority-share",
            arm,
            "the accuracy of %.4f is below that of always answering the largest class, %.4f; train"
                + " longer or with another learning rate",
            student(arm),
            share);
      }
    }
  }

  /** Whether models are worse than the mean of what they are to predict, which has an R² of 0. */
  private void mean(String arm) {
    double explained =
        repeats.stream()
            .flatMap(
                repeat -> Stream.concat(Stream.of(repeat.teacher().result()), repeat.students()))
            .filter(model -> model.arm().equals(arm) && model.test().containsKey(head.name()))
            .mapToDouble(model -> model.test().get(head.name()).figures().get("r2"))
            .average()
            .orElse(Double.NaN);
    if (explained < 0) {
      add(
          "worse-than-mean",
          arm,
          "r2 of %.4f is below 0, which always answering the mean has; train longer or with another"
              + " learning rate, or look at the scale of its inputs and values",
          explained);
    }
  }

  private void worseTeacher() {
    Metrics any = repeats.get(0).pairs().get(0).alone().result().test().get(head.name());
    if (!hasTeacher()) {
      return;
    }
    double alone = student(ArmResult.ALONE);
    if (any.higherIsBetter() ? teacher() < alone : teacher() > alone) {
      add(
          "teacher-worse-than-student",
          ArmResult.TEACHER,
          "its %s of %.4f is worse than the %.4f of the student alone; a better teacher teaches"
              + " more",
          any.score(),
          teacher(),
          alone);
    }
  }

  private boolean hasTeacher() {
    return repeats.get(0).teacher().result().test().containsKey(head.name());
  }

  private double teacher() {
    return repeats.stream()
        .mapToDouble(repeat -> score(repeat.teacher().result()))
        .average()
        .orElseThrow();
  }

  private double student(String arm) {
    return repeats.stream()
        .flatMap(RepeatResult::students)
        .filter(student -> student.arm().equals(arm))
        .mapToDouble(this::score)
        .average()
        .orElseThrow();
  }

  private double score(ArmResult result) {
    return result.test().get(head.name()).scoreValue();
  }
}
