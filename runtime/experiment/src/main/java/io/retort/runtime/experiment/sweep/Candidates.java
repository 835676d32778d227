package io.retort.runtime.experiment.sweep;

import io.retort.runtime.configuration.Alternatives;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.configuration.ConfigurationException;
import io.retort.runtime.configuration.ConfigurationProblem;
import io.retort.runtime.configuration.WrittenValue;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the experiments that a sweep compares. */
final class Candidates {

  private Candidates() {}

  /**
   * The candidates in the order of the sweep file, the last key changing fastest.
   *
   * @param experiment what the experiment file says
   * @throws ConfigurationException with all that is wrong
   */
  static Map<Candidate, ExperimentRun> of(Retort retort, Sweep sweep, String experiment) {
    ConfigurationDocument document =
        ConfigurationDocument.parse(sweep.experiment().toString(), experiment);
    for (Map.Entry<String, WrittenValue> entry : sweep.set().entrySet()) {
      document = document.with(entry.getKey(), entry.getValue());
    }
    Path base = sweep.experiment().toAbsolutePath().getParent();
    Map<Candidate, ExperimentRun> candidates = new LinkedHashMap<>();
    // What is wrong with the experiment itself is wrong with every candidate, and said once.
    Set<ConfigurationProblem> problems = new LinkedHashSet<>();
    for (Map<String, WrittenValue> values : combinations(sweep.vary())) {
      ConfigurationDocument candidate = document;
      try {
        for (Map.Entry<String, WrittenValue> entry : values.entrySet()) {
          candidate = candidate.with(entry.getKey(), entry.getValue());
        }
        candidates.put(
            new Candidate(candidates.size() + 1, values), retort.experiment(candidate, base));
      } catch (ConfigurationException refusal) {
        problems.addAll(refusal.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(problems));
    }
    return candidates;
  }

  private static List<Map<String, WrittenValue>> combinations(Map<String, Alternatives> vary) {
    List<Map<String, WrittenValue>> combinations = List.of(Map.of());
    for (Map.Entry<String, Alternatives> key : vary.entrySet()) {
      List<Map<String, WrittenValue>> longer = new ArrayList<>();
      for (Map<String, WrittenValue> shorter : combinations) {
        for (WrittenValue value : key.getValue().values()) {
          Map<String, WrittenValue> combination = new LinkedHashMap<>(shorter);
          combination.put(key.getKey(), value);
          longer.add(combination);
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
