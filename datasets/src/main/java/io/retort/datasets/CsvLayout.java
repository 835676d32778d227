package io.retort.datasets;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Which columns of a file are read, and as what. */
final class CsvLayout {
  private final Csv settings;
  private final CsvHeader header;
  private final List<Input> inputs;
  private final List<Label> labels;
  private final OptionalInt id;

  /** A column that becomes input. */
  record Input(String name, int place, Content content) {}

  /** What the cells of an input column hold. */
  enum Content {
    NUMBERS,
    CATEGORIES,
    TEXTS
  }

  /** A column of labels. */
  record Label(String name, int place, TaskKind task) {}

  private CsvLayout(
      Csv settings, CsvHeader header, List<Input> inputs, List<Label> labels, OptionalInt id) {
    this.settings = settings;
    this.header = header;
    this.inputs = List.copyOf(inputs);
    this.labels = List.copyOf(labels);
    this.id = id;
    if (inputs.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The table "
              + header.file()
              + " has no input columns: all of "
              + Echo.of(header.columns())
              + " are labels or ignored");
    }
  }

  /** The layout of a training file, or of the only file where there are no labels. */
  static CsvLayout of(Csv settings, CsvHeader header) {
    header.requireDifferentNames(settings.index() || settings.ignore().contains(CsvHeader.UNNAMED));
    settings.categorical().forEach(name -> header.column(name, "categorical"));
    settings.ignore().forEach(name -> header.column(name, "ignore"));
    List<Label> labels = new ArrayList<>();
    for (CsvHead head : settings.allHeads()) {
      for (String name : head.label()) {
        labels.add(new Label(name, header.column(name, "label"), head.task()));
      }
    }
    OptionalInt id = settings.id().stream().mapToInt(name -> header.column(name, "id")).findFirst();
    if (settings.text().isPresent()) {
      String name = settings.text().get().column();
      Input only = new Input(name, header.column(name, "text"), Content.TEXTS);
      return new CsvLayout(settings, header, List.of(only), labels, id);
    }
    return new CsvLayout(settings, header, inputs(settings, header), labels, id);
  }

  private static List<Input> inputs(Csv settings, CsvHeader header) {
    Set<String> categorical = Set.copyOf(settings.categorical());
    Set<String> others = new HashSet<>(settings.labels());
    others.addAll(settings.ignore());
    settings.id().ifPresent(others::add);
    List<Input> inputs = new ArrayList<>();
    for (int place = 0; place < header.size(); place++) {
      String name = header.columns().get(place);
      boolean leftOut = name.equals(CsvHeader.UNNAMED) && settings.index();
      if (categorical.contains(name)) {
        inputs.add(new Input(name, place, Content.CATEGORIES));
      } else if (!others.contains(name) && !leftOut) {
        inputs.add(new Input(name, place, Content.NUMBERS));
      }
    }
    return inputs;
  }

  /** The layout of a file of new rows, whose columns are found by their names. */
  CsvLayout unlabelled(CsvHeader other) {
    return new CsvLayout(
        settings,
        other,
        inputs.stream()
            .map(
                input ->
                    new Input(
                        input.name(), other.column(input.name(), "unlabelled"), input.content()))
            .toList(),
        List.of(),
        OptionalInt.empty());
  }

  /** The layout of a test file, which is to have the same columns. */
  CsvLayout test(CsvHeader other) {
    if (!named(other).equals(named(header))) {
      throw new RetortException(
          ErrorKind.DATA,
          "The table "
              + other.file()
              + " has the columns "
              + Echo.of(other.columns())
              + ", but the training file has "
              + Echo.of(header.columns())
              + "; give both the same columns in the same order"
              + other.hint());
    }
    return of(settings, other);
  }

  private List<String> named(CsvHeader of) {
    return settings.index()
        ? of.columns().stream().filter(name -> !name.equals(CsvHeader.UNNAMED)).toList()
        : of.columns();
  }

  /** Whether there are columns without a name that nobody has said to leave out. */
  boolean leavesOutUnnamed() {
    return settings.index()
        && header.has(CsvHeader.UNNAMED)
        && !settings.ignore().contains(CsvHeader.UNNAMED)
        && !settings.categorical().contains(CsvHeader.UNNAMED)
        && !settings.labels().contains(CsvHeader.UNNAMED);
  }

  Csv settings() {
    return settings;
  }

  CsvHeader header() {
    return header;
  }

  List<Input> inputs() {
    return inputs;
  }

  List<Label> labels() {
    return labels;
  }

  /** The place of the column with the ids of samples. */
  OptionalInt id() {
    return id;
  }
}
