package io.retort.app.api;

import io.retort.core.plugin.ApiVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether the version of the API tells plugins how it has changed. */
final class ApiGate {
  private static final String SEPARATOR = ": ";

  private ApiGate() {}

  /**
   * What is wrong.
   *
   * @param before the version of the older API
   * @param now the version of the newer one
   * @param exceptions lines {@code CHANGE PLACE: reason}; empty ones and those that start with
   *     {@code #} say nothing
   * @return sentences; none if all is well
   */
  static List<String> problems(
      ApiChanges changes, ApiVersion before, ApiVersion now, List<String> exceptions) {
    List<String> problems = new ArrayList<>();
    Map<String, String> reasons = reasons(exceptions, problems);
    TreeSet<String> unlisted = new TreeSet<>(changes.breaks());
    unlisted.removeAll(reasons.keySet());
    TreeSet<String> stale = new TreeSet<>(reasons.keySet());
    stale.removeAll(changes.breaks());
    stale.forEach(
        line -> problems.add("The exception '" + line + "' is about no change; remove it"));
    if (now.compareTo(before) < 0) {
      problems.add("The version of the API went from " + before + " back to " + now);
    } else if (now.supports(before)) {
      unlisted.forEach(line -> problems.add(line + " breaks plugins for version " + before));
      if (changes.any() && now.equals(before)) {
        problems.add(
            "The API is not that of version "
                + before
                + " any more; the next one is "
                + new ApiVersion(before.major(), before.minor() + 1));
      }
    }
    return problems;
  }

  private static Map<String, String> reasons(List<String> lines, List<String> problems) {
    Map<String, String> reasons = new TreeMap<>();
    for (String line : lines) {
      int end = line.indexOf(SEPARATOR);
      boolean says = !line.isBlank() && !line.startsWith("#");
      if (says && (end < 0 || line.substring(end + SEPARATOR.length()).isBlank())) {
        problems.add("The exception '" + line + "' has no reason; write it after a colon");
      } else if (says) {
        reasons.put(line.substring(0, end), line.substring(end + SEPARATOR.length()));
      }
    }
    return reasons;
  }
}
