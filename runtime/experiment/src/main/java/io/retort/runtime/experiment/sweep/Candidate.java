package io.retort.runtime.experiment.sweep;

import io.retort.runtime.configuration.WrittenValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One combination of values.
 *
 * @param number counts from 1, in the order of the sweep file
 * @param values the value of each varied key
 */
public record Candidate(int number, Map<String, WrittenValue> values) {

  public Candidate {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The values in one line, such as {@code strategy.temperature=4 strategy.soft-weight=0.9}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
