package io.retort.runtime.experiment.recording;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.retort.core.Warning;
import io.retort.core.progress.Metrics;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.Gain;
import io.retort.runtime.experiment.result.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code result.json} says.
 *
 * @param units in what each figure of each head is given: share, of-values or none
 * @param predictions by arm, how long the prediction of one sample takes
 * @param files the hashes of all files of the run
 */
public record ResultDocument(
    String name,
    Arm teacher,
    List<Arm> teachersOfRepeats,
    List<Arm> students,
    List<HeadComparison> comparisons,
    Map<String, Map<String, String>> units,
    Map<String, Prediction> predictions,
    long studentSeed,
    List<Warning> warnings,
    Map<String, String> environment,
    Map<String, String> files) {

  public static ResultDocument of(RunResult result, Map<String, String> files) {
    return new ResultDocument(
        result.name(),
        Arm.of(result.teacher()),
        // That of the first repeat is the one above.
        result.teachers().stream().skip(1).map(Arm::of).toList(),
        result.students().stream().map(Arm::of).toList(),
        result.comparisons().stream().map(HeadComparison::of).toList(),
        units(result),
        predictions(result),
        result.studentSeed(),
        result.warnings(),
        result.environment(),
        files);
  }

  /** The median time of a prediction of one sample. */
  record Prediction(double seconds) {}

  private static Map<String, Prediction> predictions(RunResult result) {
    Map<String, Prediction> predictions = new LinkedHashMap<>();
    result.latencies().forEach((arm, seconds) -> predictions.put(arm, new Prediction(seconds)));
    return predictions;
  }

  /** In what the figures of each head are given. */
  private static Map<String, Map<String, String>> units(RunResult result) {
    Map<String, Map<String, String>> units = new LinkedHashMap<>();
    for (ArmResult student : result.students()) {
      student
          .test()
          .forEach(
              (head, metrics) ->
                  metrics
                      .figures()
                      .forEach(
                          (name, figure) ->
                              units
                                  .computeIfAbsent(head, fresh -> new LinkedHashMap<>())
                                  .put(name, words(figure.unit()))));
    }
    return units;
  }

  /** One model: figures on test and validation samples by head, and what it cost. */
  record Arm(
      String arm,
      int repeat,
      long seed,
      Map<String, Map<String, Object>> test,
      Map<String, Map<String, Object>> validation,
      Map<String, Double> agreementWithTeacher,
      Map<String, Map<String, Map<String, Object>>> domains,
      Map<String, Map<String, Map<String, Object>>> peers,
      long parameters,
      long steps,
      double seconds) {

    static Arm of(ArmResult result) {
      return new Arm(
          result.arm(),
          result.repeat(),
          result.seed(),
          HeadFigures.of(result.test()),
          HeadFigures.of(result.validation()),
          result.agreement(),
          each(result.domains()),
          each(result.peers()),
          result.parameters(),
          result.steps(),
          result.seconds());
    }

    private static Map<String, Map<String, Map<String, Object>>> each(
        Map<String, Map<String, Metrics>> metrics) {
      Map<String, Map<String, Map<String, Object>>> all = new LinkedHashMap<>();
      metrics.forEach((name, each) -> all.put(name, HeadFigures.of(each)));
      return all;
    }
  }

  /**
   * One comparison; the gain is above 0 where distillation did better, whatever the score. Without
   * an interval, {@code noInterval} says why there is none.
   */
  record HeadComparison(
      String head,
      String score,
      boolean higherIsBetter,
      String method,
      int repeats,
      int seeds,
      int testSamples,
      boolean sameTestSamples,
      double gain,
      List<Double> interval95,
      Double degreesOfFreedom,
      String noInterval,
      String verdict,
      @JsonAnyGetter Map<String, GainBeside> besides,
      Map<String, String> undefined) {

    static HeadComparison of(Comparison comparison) {
      Gain gain = comparison.score();
      Map<String, GainBeside> besides = new LinkedHashMap<>();
      comparison.besides().forEach(each -> besides.put(each.figure(), GainBeside.of(each)));
      return new HeadComparison(
          comparison.head(),
          gain.figure(),
          gain.higherIsBetter(),
          words(comparison.method()),
          comparison.repeats(),
          comparison.seeds(),
          comparison.testSamples(),
          comparison.sameTestSamples(),
          gain.mean(),
          interval(gain),
          freedom(gain),
          Double.isNaN(gain.low()) ? reason(comparison) : null,
          words(gain.verdict()),
          besides,
          reasons(gain));
    }
  }

  /** The gain in a figure beside the score; in the file it has that figure's name. */
  record GainBeside(
      boolean higherIsBetter,
      double gain,
      List<Double> interval95,
      Double degreesOfFreedom,
      String verdict,
      Map<String, String> undefined) {

    static GainBeside of(Gain gain) {
      return new GainBeside(
          gain.higherIsBetter(),
          gain.mean(),
          interval(gain),
          freedom(gain),
          words(gain.verdict()),
          reasons(gain));
    }
  }

  private static Map<String, String> reasons(Gain gain) {
    return Double.isNaN(gain.mean())
        ? gain.undefined().map(why -> Map.of("gain", why)).orElse(Map.of())
        : Map.of();
  }

  private static List<Double> interval(Gain gain) {
    return Double.isNaN(gain.low()) ? null : List.of(gain.low(), gain.high());
  }

  private static Double freedom(Gain gain) {
    return Double.isFinite(gain.degreesOfFreedom()) ? gain.degreesOfFreedom() : null;
  }

  private static String reason(Comparison comparison) {
    return comparison.seeds() * comparison.repeats() == 1
        ? "one seed gives no confidence interval"
        : comparison.testSamples() == 1
            ? "one test sample gives no confidence interval"
            : comparison.score().undefined().orElse("a gain is not a number");
  }

  /** A constant as files have it. */
  public static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
