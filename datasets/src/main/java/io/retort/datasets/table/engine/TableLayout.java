package io.retort.datasets.table.engine;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.datasets.table.TableHead;
import io.retort.datasets.table.TaskKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Which columns of a table are read, and as what. */
final class TableLayout {
  private final TableSettings settings;
  private final TableHeader header;
  private final List<Input> inputs;
  private final List<Label> labels;
  private final OptionalInt id;
  private final Optional<Split> split;
  private final Optional<Weight> weight;

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

  /** By what rows are divided for training and test. */
  enum SplitBy {
    GROUP,
    TIME
  }

  /** The column by which they are. */
  record Split(String name, int place, SplitBy by) {

    /** The key that names the column. */
    String key() {
      return by == SplitBy.GROUP ? "group" : "time";
    }
  }

  /** The column of the weights of samples. */
  record Weight(String name, int place) {}

  private TableLayout(
      TableSettings settings,
      TableHeader header,
      List<Input> inputs,
      List<Label> labels,
      OptionalInt id,
      Optional<Split> split,
      Optional<Weight> weight) {
    this.settings = settings;
    this.header = header;
    this.inputs = List.copyOf(inputs);
    this.labels = List.copyOf(labels);
    this.id = id;
    this.split = split;
    this.weight = weight;
    if (inputs.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          header.origin().subject()
              + " has no input columns: all of "
              + Echo.of(header.columns())
              + " are labels or ignored");
    }
    inputs.forEach(input -> requireFit(input.place(), input.content() == Content.NUMBERS, "input"));
    labels.forEach(
        label -> requireFit(label.place(), label.task() != TaskKind.SINGLE_LABEL, "label"));
    id.ifPresent(place -> requireFit(place, false, "id"));
    split.ifPresent(column -> requireFit(column.place(), false, column.key()));
    weight.ifPresent(column -> requireFit(column.place(), true, "weight"));
  }

  /** Refuses a column whose type is known, and of which no cell can be what it is to be. */
  private void requireFit(int place, boolean number, String role) {
    TableColumnType type = header.type(place);
    String fix =
        switch (type.kind()) {
          case ANY, NUMBER -> "";
          case TEXT ->
              !number
                  ? ""
                  : switch (role) {
                    case "input" ->
                        "not a number; name it under categorical, ignore or text, or select a"
                            + " number made of it";
                    case "weight" -> "not a number; select a number made of it";
                    default -> "not a number, as labels of this task are; correct task or label";
                  };
          case NESTED ->
              "neither a number nor a text; "
                  + (role.equals("input") ? "name it under ignore, or " : "")
                  + "select columns made of what is in it";
        };
    if (!fix.isEmpty()) {
      throw new RetortException(
          ErrorKind.DATA,
          header.origin().name()
              + ", column '"
              + Echo.of(header.columns().get(place))
              + "': the type "
              + Echo.of(type.name())
              + " of this "
              + role
              + " is "
              + fix);
    }
  }

  /** The places of all columns that are read. */
  Set<Integer> places() {
    Set<Integer> places = new HashSet<>();
    inputs.forEach(input -> places.add(input.place()));
    labels.forEach(label -> places.add(label.place()));
    id.ifPresent(places::add);
    split.ifPresent(column -> places.add(column.place()));
    weight.ifPresent(column -> places.add(column.place()));
    return places;
  }

  /** The layout of a training file, or of the only file where there are no labels. */
  static TableLayout of(TableSettings settings, TableHeader header) {
    header.requireDifferentNames(
        settings.unnamedOut() || settings.ignore().contains(TableHeader.UNNAMED));
    settings.categorical().forEach(name -> header.column(name, "categorical"));
    settings.ignore().forEach(name -> header.column(name, "ignore"));
    List<Label> labels = new ArrayList<>();
    for (TableHead head : settings.heads()) {
      for (String name : head.label()) {
        labels.add(new Label(name, header.column(name, "label"), head.task()));
      }
    }
    OptionalInt id = settings.id().stream().mapToInt(name -> header.column(name, "id")).findFirst();
    Optional<Split> split =
        split(settings.group(), SplitBy.GROUP, header)
            .or(() -> split(settings.time(), SplitBy.TIME, header));
    Optional<Weight> weight =
        settings.weight().map(name -> new Weight(name, header.column(name, "weight")));
    if (settings.text().isPresent()) {
      String name = settings.text().get().column();
      Input only = new Input(name, header.column(name, "text"), Content.TEXTS);
      return new TableLayout(settings, header, List.of(only), labels, id, split, weight);
    }
    return new TableLayout(settings, header, inputs(settings, header), labels, id, split, weight);
  }

  private static Optional<Split> split(Optional<String> name, SplitBy by, TableHeader header) {
    return name.map(
        column -> {
          Split unplaced = new Split(column, 0, by);
          return new Split(column, header.column(column, unplaced.key()), by);
        });
  }

  private static List<Input> inputs(TableSettings settings, TableHeader header) {
    Set<String> categorical = Set.copyOf(settings.categorical());
    Set<String> others = new HashSet<>(settings.labels());
    others.addAll(settings.ignore());
    Stream.of(settings.id(), settings.group(), settings.time(), settings.weight())
        .flatMap(Optional::stream)
        .forEach(others::add);
    List<Input> inputs = new ArrayList<>();
    for (int place = 0; place < header.size(); place++) {
      String name = header.columns().get(place);
      boolean leftOut = name.equals(TableHeader.UNNAMED) && settings.unnamedOut();
      if (categorical.contains(name)) {
        inputs.add(new Input(name, place, Content.CATEGORIES));
      } else if (!others.contains(name) && !leftOut) {
        inputs.add(new Input(name, place, Content.NUMBERS));
      }
    }
    return inputs;
  }

  /** The layout of a file of new rows, whose columns are found by their names. */
  TableLayout unlabelled(TableHeader other) {
    return new TableLayout(
        settings,
        other,
        inputs.stream()
            .map(
                input ->
                    new Input(
                        input.name(), other.column(input.name(), "unlabelled"), input.content()))
            .toList(),
        List.of(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The layout of a test file, which is to have the same columns. */
  TableLayout test(TableHeader other) {
    if (!named(other).equals(named(header))) {
      throw new RetortException(
          ErrorKind.DATA,
          other.origin().subject()
              + " has the columns "
              + Echo.of(other.columns())
              + ", but the training file has "
              + Echo.of(header.columns())
              + "; give both the same columns in the same order"
              + other.hint());
    }
    return of(settings, other);
  }

  private List<String> named(TableHeader of) {
    return settings.unnamedOut()
        ? of.columns().stream().filter(name -> !name.equals(TableHeader.UNNAMED)).toList()
        : of.columns();
  }

  /** Whether there are columns without a name that nobody has said to leave out. */
  boolean leavesOutUnnamed() {
    return settings.unnamedOut()
        && header.has(TableHeader.UNNAMED)
        && !settings.ignore().contains(TableHeader.UNNAMED)
        && !settings.categorical().contains(TableHeader.UNNAMED)
        && !settings.labels().contains(TableHeader.UNNAMED);
  }

  TableSettings settings() {
    return settings;
  }

  TableHeader header() {
    return header;
  }

  List<Input> inputs() {
    return inputs;
  }

  List<Label> labels() {
    return labels;
  }

  /** The column by which rows are divided. */
  Optional<Split> split() {
    return split;
  }

  /** The column of weights. */
  Optional<Weight> weight() {
    return weight;
  }

  /** The place of the column with the ids of samples. */
  OptionalInt id() {
    return id;
  }
}
