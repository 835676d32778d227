package io.retort.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Microseconds a step, of one round after another, by what was measured. */
final class StepTimes {
  private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

  void add(String what, double micros) {
    rounds.computeIfAbsent(what, key -> new ArrayList<>()).add(micros);
  }

  /**
   * The median over the rounds.
   *
   * @param what what was measured
   * @return microseconds, NaN if it was not
   */
  double median(String what) {
    return median(rounds.getOrDefault(what, List.of()));
  }

  /** The medians, in words. */
  String medians() {
    StringJoiner all = new StringJoiner(", ");
    rounds.forEach((what, micros) -> all.add(what + " " + Math.round(median(micros))));
    return all.toString();
  }

  /** All figures. */
  Map<String, List<Double>> rounds() {
    return rounds;
  }

  static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
