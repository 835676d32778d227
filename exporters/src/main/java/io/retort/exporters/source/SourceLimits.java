package io.retort.exporters.source;

import io.retort.core.data.Head;
import io.retort.core.data.InputColumn;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a class can hold: 65,535 constants, constants of 65,535 bytes, methods of 65,535 bytes of
 * code, and no more weights than a compiler reads in seconds.
 */
final class SourceLimits {
  /** Weights and statistics: 5.3 bytes of source code each. */
  static final int WEIGHTS = 4_000_000;

  private static final int NODES = 2_000;

  /** Names of columns, categories, heads, classes, labels and values: two constants each. */
  static final int NAMES = 15_000;

  /** Of one column or head: 8 bytes of code each. */
  private static final int NAMES_TOGETHER = 5_000;

  /** In characters, of up to 3 bytes each. */
  private static final int NAME = 20_000;

  /** Numeric columns have six constants more. */
  private static final int COLUMNS = 2_000;

  private SourceLimits() {}

  /** For each node at fault a clause; what concerns names belongs to the first output. */
  static Map<String, String> exceeded(SavedModel student) {
    NetworkPlan plan = student.network().plan();
    Map<String, String> faults = new LinkedHashMap<>();
    student
        .signature()
        .flatMap(SourceLimits::names)
        .ifPresent(clause -> faults.put(plan.description().outputs().get(0), clause));
    long weights = 0;
    for (ParameterLayout layout : List.of(plan.parameters(), plan.buffers())) {
      for (ParameterSlice slice : layout.slices()) {
        weights += slice.shape().elements();
        if (weights > WEIGHTS) {
          faults.put(
              slice.node(),
              String.format("exceeds the %,d weights that a Java class can hold", WEIGHTS));
        }
      }
    }
    List<Node> nodes = plan.description().nodes();
    if (nodes.size() > NODES) {
      faults.put(
          nodes.get(NODES).name(),
          String.format("exceeds the %,d nodes that a Java class can hold", NODES));
    }
    return faults;
  }

  private static Optional<String> names(Signature taught) {
    List<List<String>> lists = new ArrayList<>();
    lists.add(taught.columns().stream().map(InputColumn::name).toList());
    lists.add(taught.heads().stream().map(Head::name).toList());
    taught.columns().forEach(column -> lists.add(column.values()));
    taught.heads().forEach(head -> lists.add(head.task().names()));
    if (taught.columns().size() > COLUMNS) {
      return Optional.of(
          String.format(
              "belongs to a table of %,d columns, of which a Java class can hold %,d",
              taught.columns().size(), COLUMNS));
    }
    int total = 0;
    for (List<String> list : lists) {
      total += list.size();
      if (list.size() > NAMES_TOGETHER || total > NAMES) {
        return Optional.of(
            String.format(
                "has more names of classes or categories than the %,d in one list and %,d together"
                    + " that a Java class can hold",
                NAMES_TOGETHER, NAMES));
      } else if (list.stream().anyMatch(name -> name.length() > NAME)) {
        return Optional.of(
            String.format(
                "has a class or category with a name of more than the %,d characters that a Java"
                    + " class can hold",
                NAME));
      }
    }
    return Optional.empty();
  }
}
