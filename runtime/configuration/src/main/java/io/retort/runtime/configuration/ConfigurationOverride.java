package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Entry;
import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import io.retort.runtime.configuration.ConfigurationValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One override: a path into a configuration, and the value to put there. */
final class ConfigurationOverride {
  private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[([0-9]{1,6})\\]");

  private final List<String> steps;
  private final ConfigurationValue value;
  private final SourceLocation place;

  private ConfigurationOverride(
      List<String> steps, ConfigurationValue value, SourceLocation place) {
    this.steps = steps;
    this.value = value;
    this.place = place;
  }

  /**
   * Reads {@code key=value}.
   *
   * @throws ConfigurationException if the text has another form
   */
  static ConfigurationOverride parse(String text) {
    int equals = text.indexOf('=');
    String path = equals < 0 ? text : text.substring(0, equals).strip();
    String written = equals < 0 ? "" : text.substring(equals + 1);
    SourceLocation place = new SourceLocation.InOverride(path, written);
    if (equals < 0) {
      throw refusal(new SourceLocation.WholeFile("--set " + text), "expected key=value");
    }
    YamlReader reader = YamlReader.at(place);
    ConfigurationValue value = reader.read(written).orElse(new Scalar("", true, place));
    if (!reader.problems().isEmpty()) {
      throw new ConfigurationException(reader.problems());
    }
    return new ConfigurationOverride(steps(path, place), value, place);
  }

  /**
   * A value from elsewhere.
   *
   * @throws ConfigurationException if the path has another form
   */
  static ConfigurationOverride of(String path, ConfigurationValue value) {
    return new ConfigurationOverride(steps(path, value.place()), value, value.place());
  }

  /**
   * Puts the value into a configuration.
   *
   * @throws ConfigurationException if the path leads nowhere
   */
  ConfigurationValue apply(ConfigurationValue root) {
    return put(Optional.of(root), 0);
  }

  private static List<String> steps(String path, SourceLocation place) {
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

  private ConfigurationValue put(Optional<ConfigurationValue> current, int depth) {
    if (depth == steps.size()) {
      return value;
    }
    String step = steps.get(depth);
    Optional<ConfigurationValue> there = current.filter(existing -> !existing.isNull());
    if (step.startsWith("[")) {
      int index = Integer.parseInt(step.substring(1, step.length() - 1));
      return putItem(there, index, depth);
    }
    return putKey(there, step, depth);
  }

  private ConfigurationValue putKey(Optional<ConfigurationValue> there, String key, int depth) {
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
    ConfigurationValue changed = put(old.map(Entry::value), depth + 1);
    return new Mapping(mapping.entries(), mapping.place().changed(place))
        .with(key, new Entry(old.map(Entry::key).orElse(place), changed));
  }

  private ConfigurationValue putItem(Optional<ConfigurationValue> there, int index, int depth) {
    if (there.isPresent() && !(there.get() instanceof Sequence)) {
      throw refusal(place, reached(depth) + " is not a list, but " + there.get().found());
    }
    List<ConfigurationValue> items =
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
    return new Sequence(items, there.map(ConfigurationValue::place).orElse(place).changed(place));
  }

  private String reached(int depth) {
    String reached = "";
    for (String step : steps.subList(0, depth)) {
      reached = step.startsWith("[") ? reached + step : KeyPaths.below(reached, step);
    }
    return "'" + reached + "'";
  }

  private static ConfigurationException refusal(SourceLocation place, String message) {
    return new ConfigurationException(List.of(new ConfigurationProblem(place, "", message)));
  }
}
