package io.retort.core.teacher;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The order in which a model from elsewhere has classes, labels and values: by a teacher's key
 * {@code classes}, which gives for a head their names in the model's order.
 */
public final class OutputOrder {
  private OutputOrder() {}

  /**
   * Checks the key {@code classes}.
   *
   * @param classes for heads, the names in the model's order
   * @param heads those of the data
   * @throws RetortException if it names a head that there is none of or whose outputs have no
   *     names, or has no names for a head
   */
  public static void require(Map<String, List<String>> classes, List<Head> heads) {
    List<String> names = heads.stream().map(Head::name).toList();
    classes.forEach(
        (head, order) -> {
          if (!names.contains(head)) {
            throw refused(
                "names the head " + Echo.quoted(head) + ", but the data has the heads " + names);
          } else if (order.isEmpty()) {
            throw refused(
                "has no names for the head "
                    + Echo.quoted(head)
                    + "; name its classes in the model's order, or leave the head out");
          }
        });
    for (Head head : heads) {
      if (classes.containsKey(head.name()) && !head.task().hasLabels()) {
        throw refused(
            "has names for the head "
                + Echo.quoted(head.name())
                + ", which is an embedding, whose values have none; leave the head out");
      }
    }
  }

  private static RetortException refused(String clause) {
    return new RetortException(ErrorKind.CONFIGURATION, "The teacher's key classes " + clause);
  }

  /**
   * The places of the data's classes, labels or values in the model's output.
   *
   * @param head the head
   * @param names those of the model, in its order; empty if that is the data's
   * @return for each of the head's outputs, its place in the model's
   * @throws RetortException if they are not the same
   */
  public static List<Integer> places(Head head, List<String> names) {
    List<String> wanted = head.task().names();
    if (names.isEmpty()) {
      return IntStream.range(0, wanted.size()).boxed().toList();
    }
    if (names.size() != wanted.size() || !new TreeSet<>(names).equals(new TreeSet<>(wanted))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The model, or the key classes, names "
              + Echo.of(names)
              + " for the head '"
              + head.name()
              + "', but the data has "
              + Echo.of(wanted)
              + "; take a model of the same task, or name each of these once under classes, in the"
              + " model's order");
    }
    return wanted.stream().map(names::indexOf).toList();
  }
}
