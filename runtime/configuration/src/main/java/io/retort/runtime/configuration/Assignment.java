package io.retort.runtime.configuration;

import io.retort.runtime.configuration.Value.Entry;
import io.retort.runtime.configuration.Value.Mapping;
import io.retort.runtime.configuration.Value.Scalar;
import io.retort.runtime.configuration.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One override: a path into a configuration, and the value to put there. */
final class Assignment {
  private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[([0-9]{1,6})\\]");

  private final List<String> steps;
  private final Value value;
  private final Place place;

  private Assignment(List<String> steps, Value value, Place place) {
    this.steps = steps;
    this.value = value;
    this.place = place;
  }

  /**
   * Reads {@code key=value}.
   *
   * @throws ConfigurationException if the text has another form
   */
  static Assignment parse(String text) {
    int equals = text.indexOf('=');
    String path = equals < 0 ? text : text.substring(0, equals).strip();
    String written = equals < 0 ? "" : text.substring(equals + 1);
    Place place = new Place.InOverride(path, written);
    if (equals < 0) {
      throw refusal(new Place.WholeFile("--set " + text), "expected key=value");
    }
    YamlReader reader = YamlReader.at(place);
    Value value = reader.read(written).orElse(new Scalar("", true, place));
    if (!reader.problems().isEmpty()) {
      throw new ConfigurationException(reader.problems());
    }
    return new Assignment(steps(path, place), value, place);
  }

  /**
   * A value from elsewhere.
   *
   * @throws ConfigurationException if the path has another form
   */
  static Assignment of(String path, Value value) {
    return new Assignment(steps(path, value.place()), value, value.place());
  }

  /**
   * Puts the value into a configuration.
   *
   * @throws ConfigurationException if the path leads nowhere
   */
  Value apply(Value root) {
    return put(Optional.of(root), 0);
  }

  private static List<String> steps(String path, Place place) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      steps.add(matcher.group(matcher.group(1) != null ? 1 : 0));
      end = matcher.end();
    }
    boolean startsWithKey = !path.isEmpty() && path.charAt(0) != '.' && path.charAt(0) != '[';
    if (end != path.length() || !startsWithKey) {
      throw refusal(place, "expected a path such as strategy.temperature or seeds[0]");
    }
    return steps;
  }

  private Value put(Optional<Value> current, int depth) {
    if (depth == steps.size()) {
      return value;
    }
    String step = steps.get(depth);
    Optional<Value> there = current.filter(existing -> !existing.isNull());
    if (step.startsWith("[")) {
      int index = Integer.parseInt(step.substring(1, step.length() - 1));
      return putItem(there, index, depth);
    }
    return putKey(there, step, depth);
  }

  private Value putKey(Optional<Value> there, String key, int depth) {
    Mapping mapping;
    if (there.isEmpty()) {
      mapping = new Mapping(Map.of(), place);
    } else if (there.get() instanceof Mapping given) {
      mapping = given;
    } else if (there.get() instanceof Scalar kind) {
      mapping = new Mapping(Map.of("kind", new Entry(kind.place(), kind)), kind.place());
    } else {
      throw refusal(place, reached(depth) + " is a list; choose an item with [0], [1], …");
    }
    Optional<Entry> old = Optional.ofNullable(mapping.entries().get(key));
    Value changed = put(old.map(Entry::value), depth + 1);
    return new Mapping(mapping.entries(), mapping.place().changed(place))
        .with(key, new Entry(old.map(Entry::key).orElse(place), changed));
  }

  private Value putItem(Optional<Value> there, int index, int depth) {
    if (there.isPresent() && !(there.get() instanceof Sequence)) {
      throw refusal(place, reached(depth) + " is no list, but " + there.get().found());
    }
    List<Value> items =
        new ArrayList<>(there.map(list -> ((Sequence) list).items()).orElse(List.of()));
    if (index > items.size()) {
      throw refusal(
          place,
          reached(depth)
              + " has "
              + items.size()
              + " items, counted from 0; ["
              + items.size()
              + "] would add one");
    }
    if (index == items.size()) {
      items.add(put(Optional.empty(), depth + 1));
    } else {
      items.set(index, put(Optional.of(items.get(index)), depth + 1));
    }
    return new Sequence(items, there.map(Value::place).orElse(place).changed(place));
  }

  private String reached(int depth) {
    String reached = "";
    for (String step : steps.subList(0, depth)) {
      reached = step.startsWith("[") ? reached + step : Keys.below(reached, step);
    }
    return "'" + reached + "'";
  }

  private static ConfigurationException refusal(Place place, String message) {
    return new ConfigurationException(List.of(new Problem(place, "", message)));
  }
}
