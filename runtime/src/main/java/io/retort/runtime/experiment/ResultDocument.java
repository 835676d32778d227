package io.retort.runtime.experiment;

import io.retort.core.training.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code result.json} says. */
record ResultDocument(
    String name, Arm teacher, List<Arm> students, List<Compared> comparisons, long studentSeed) {

  static ResultDocument of(RunResult result) {
    return new ResultDocument(
        result.name(),
        Arm.of(result.teacher()),
        result.students().stream().map(Arm::of).toList(),
        result.comparisons().stream().map(Compared::of).toList(),
        result.studentSeed());
  }

  /** One model: figures on test and validation samples by head, and what it cost. */
  record Arm(
      String arm,
      long seed,
      Map<String, Map<String, Double>> test,
      Map<String, Map<String, Double>> validation,
      Map<String, Double> agreementWithTeacher,
      Map<String, Map<String, Map<String, Double>>> domains,
      Map<String, Map<String, Map<String, Double>>> peers,
      long parameters,
      long steps,
      double seconds) {

    static Arm of(ArmResult result) {
      return new Arm(
          result.arm(),
          result.seed(),
          figures(result.test()),
          figures(result.validation()),
          result.agreement(),
          each(result.domains()),
          each(result.peers()),
          result.parameters(),
          result.steps(),
          result.seconds());
    }

    private static Map<String, Map<String, Map<String, Double>>> each(
        Map<String, Map<String, Metrics>> metrics) {
      Map<String, Map<String, Map<String, Double>>> all = new LinkedHashMap<>();
      metrics.forEach((name, each) -> all.put(name, figures(each)));
      return all;
    }

    private static Map<String, Map<String, Double>> figures(Map<String, Metrics> metrics) {
      Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
      metrics.forEach((head, each) -> figures.put(head, each.figures()));
      return figures;
    }
  }

  /** One comparison; the gain is above 0 where distillation did better, whatever the score. */
  record Compared(
      String head, String score, int seeds, double gain, List<Double> interval95, String verdict) {

    static Compared of(Comparison comparison) {
      return new Compared(
          comparison.head(),
          comparison.score(),
          comparison.seeds(),
          comparison.gain(),
          List.of(comparison.low(), comparison.high()),
          comparison.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }
}
