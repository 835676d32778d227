package io.retort.teachers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists of names in configurations. */
final class NameLists {
  private NameLists() {}

  /** Copies that nobody can change. */
  static Map<String, List<String>> copy(Map<String, List<String>> lists) {
    return lists.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
  }
}
