package io.retort.core.data;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Matches data to what a model was taught, by the names of columns, classes, labels and values.
 * Their order need not be the same, nor the scale that numbers are in; what a name stands for must
 * be.
 */
public final class SignatureMatch {
  private SignatureMatch() {}

  /**
   * How inputs of the data become inputs of the model.
   *
   * @param data the columns of the data
   * @param model the columns that the model reads
   * @return the mapping; columns that the model does not know are left out
   * @throws RetortException if a column of the model's is missing or of another kind, or the data
   *     have categories that the model does not know and refuses. The message is a clause that
   *     starts with "the data"
   */
  public static RowMapping inputs(List<InputColumn> data, List<InputColumn> model) {
    Map<String, Integer> places = new HashMap<>();
    Map<String, InputColumn> given = new HashMap<>();
    int width = 0;
    for (InputColumn column : data) {
      given.put(column.name(), column);
      places.put(column.name(), width);
      width += column.values().size();
    }
    List<String> missing =
        model.stream().map(InputColumn::name).filter(name -> !given.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          "the data have no input column "
              + Echo.of(missing)
              + ", which the model reads; their columns are "
              + Echo.of(data.stream().map(InputColumn::name).toList()));
    }
    RowMapping.Builder mapping =
        new RowMapping.Builder(
            width, model.stream().mapToInt(column -> column.values().size()).sum());
    int to = 0;
    for (InputColumn wanted : model) {
      InputColumn present = given.get(wanted.name());
      int from = places.get(wanted.name());
      if (present.getClass() != wanted.getClass()) {
        throw new RetortException(
            ErrorKind.DATA,
            "the data have "
                + words(present)
                + " in the column '"
                + wanted.name()
                + "', in which the model was taught "
                + words(wanted));
      }
      int first = to;
      wanted
          .<Runnable>match(
              number ->
                  () -> {
                    Standardization scaling = ((InputColumn.Numeric) present).scaling();
                    mapping.rescale(from, scaling, first, number.scaling());
                  },
              category ->
                  () ->
                      categories((InputColumn.Categorical) present, from, category, first, mapping),
              text -> () -> texts((InputColumn.Text) present, from, text, first, mapping))
          .run();
      to += wanted.values().size();
    }
    return mapping.build();
  }

  private static String words(InputColumn column) {
    return column.match(number -> "numbers", category -> "categories", text -> "texts");
  }

  /** The first tokens of a text are those of a shorter input only if nothing marks its end. */
  private static void texts(
      InputColumn.Text given,
      int from,
      InputColumn.Text wanted,
      int to,
      RowMapping.Builder mapping) {
    if (!given.tokenizer().equals(wanted.tokenizer()) || given.length() != wanted.length()) {
      throw new RetortException(
          ErrorKind.DATA,
          "the data split the texts in the column '"
              + given.name()
              + "' into other tokens ("
              + described(given)
              + ") than those that the model was taught ("
              + described(wanted)
              + "); give them the same tokenizer and length");
    }
    for (int i = 0; i < wanted.length(); i++) {
      mapping.add(from + i, to + i, 1);
    }
  }

  private static String described(InputColumn.Text column) {
    return column.length()
        + " of '"
        + column.tokenizer().kind()
        + "' with "
        + Echo.of(column.tokenizer().settings().toString());
  }

  private static void categories(
      InputColumn.Categorical given,
      int from,
      InputColumn.Categorical wanted,
      int to,
      RowMapping.Builder mapping) {
    List<String> strange = new ArrayList<>();
    int own = wanted.categories().size();
    for (int i = 0; i < given.values().size(); i++) {
      // The last value may be the one for unknown categories.
      boolean named = i < given.categories().size();
      int place = named ? wanted.categories().indexOf(given.categories().get(i)) : -1;
      if (place >= 0) {
        mapping.add(from + i, to + place, 1);
      } else if (wanted.unknown() == UnknownCategory.OWN) {
        mapping.add(from + i, to + own, 1);
      } else if (named) {
        strange.add(given.categories().get(i));
      }
    }
    if (!strange.isEmpty() && wanted.unknown() == UnknownCategory.REFUSE) {
      throw new RetortException(
          ErrorKind.DATA,
          "the data have the categories "
              + Echo.of(strange)
              + " in the column '"
              + given.name()
              + "', which the model was not taught; it knows "
              + Echo.of(wanted.categories()));
    }
  }

  /**
   * How outputs of the model become outputs for a head of the data.
   *
   * @param model what the model was taught
   * @param head a head of the data
   * @return the mapping
   * @throws RetortException if the model has no such head, or it has other names. The message is a
   *     clause that starts with "the data"
   */
  public static RowMapping outputs(Signature model, Head head) {
    Head taught = head(model, head);
    List<String> known = taught.task().names();
    Task task = head.task().ofWidth(known.size());
    List<String> wanted = task.names();
    if (taught.task().getClass() != head.task().getClass()) {
      throw new RetortException(
          ErrorKind.DATA,
          "the data have "
              + head.task().noun()
              + " for the head '"
              + head.name()
              + "', but the model was taught "
              + taught.task().noun());
    }
    if (!Set.copyOf(known).equals(Set.copyOf(wanted)) || known.size() != wanted.size()) {
      throw new RetortException(
          ErrorKind.DATA,
          "the data have the "
              + head.task().noun()
              + " "
              + differing(wanted, known)
              + " for the head '"
              + head.name()
              + "', but the model was taught "
              + differing(known, wanted));
    }
    RowMapping.Builder mapping = new RowMapping.Builder(known.size(), wanted.size());
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < known.size(); i++) {
      places.put(known.get(i), i);
    }
    for (int to = 0; to < wanted.size(); to++) {
      int from = places.get(wanted.get(to));
      mapping.rescale(from, taught.task().scales().get(from), to, task.scales().get(to));
    }
    return mapping.build();
  }

  /** Where there is only one head its name is of no matter, as with a network's only output. */
  private static Head head(Signature model, Head head) {
    if (model.heads().size() == 1) {
      return model.heads().get(0);
    }
    return model.heads().stream()
        .filter(each -> each.name().equals(head.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.DATA,
                    "the data have the head '"
                        + head.name()
                        + "', but the model was taught "
                        + model.heads().stream().map(Head::name).toList()));
  }

  /** The names that the others lack first, so that they are among those that are shown. */
  private static String differing(List<String> names, List<String> others) {
    Set<String> ordered = new LinkedHashSet<>(names);
    ordered.removeAll(Set.copyOf(others));
    ordered.addAll(names);
    return Echo.of(ordered.size() <= Echo.SHOWN ? names : List.copyOf(ordered));
  }
}
