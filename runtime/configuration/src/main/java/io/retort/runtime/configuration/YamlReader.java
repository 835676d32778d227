package io.retort.runtime.configuration;

import io.retort.runtime.configuration.ConfigurationValue.Entry;
import io.retort.runtime.configuration.ConfigurationValue.Mapping;
import io.retort.runtime.configuration.ConfigurationValue.Scalar;
import io.retort.runtime.configuration.ConfigurationValue.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML into {@link ConfigurationValue}s. The parser is only asked for its syntax tree, never
 * to construct objects; whatever a text says, it stays data.
 */
final class YamlReader {
  /** Far more than any configuration has; aliases of aliases could unfold to billions. */
  private static final int MAX_VALUES = 100_000;

  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private final Function<Optional<Mark>, SourceLocation> places;
  private final List<ConfigurationProblem> problems = new ArrayList<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int values;

  private YamlReader(Function<Optional<Mark>, SourceLocation> places) {
    this.places = places;
  }

  /** A reader of a named text, whose values know line and column. */
  static YamlReader of(String name) {
    return new YamlReader(
        mark ->
            mark.<SourceLocation>map(
                    at -> new SourceLocation.InText(name, at.getLine() + 1, at.getColumn() + 1))
                .orElse(new SourceLocation.WholeFile(name)));
  }

  /** A reader of a text all of whose values are at one place. */
  static YamlReader at(SourceLocation place) {
    return new YamlReader(mark -> place);
  }

  /** What was refused so far without ending the reading. */
  List<ConfigurationProblem> problems() {
    return problems;
  }

  /**
   * Reads a text.
   *
   * @return the value; empty if there is none but comments
   * @throws ConfigurationException if the text is not YAML
   */
  Optional<ConfigurationValue> read(String text) {
    try {
      LoadSettings settings = LoadSettings.builder().build();
      // What Compose does, whose package the module does not export.
      return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
          .getSingleNode()
          .map(node -> convert(node, ""));
    } catch (MarkedYamlEngineException syntax) {
      String context = syntax.getContext() == null ? "" : syntax.getContext() + ": ";
      throw failure(
          syntax.getProblemMark(), "this is not valid YAML: " + context + syntax.getProblem());
    } catch (YamlEngineException unreadable) {
      String message = String.valueOf(unreadable.getMessage()).lines().findFirst().orElse("");
      throw failure(Optional.empty(), "this is not valid YAML: " + message);
    } catch (StackOverflowError tooDeep) {
      throw failure(Optional.empty(), "the lists and mappings are nested too deep");
    }
  }

  private ConfigurationValue convert(Node node, String key) {
    if (!open.add(node)) {
      throw failure(node.getStartMark(), "the value contains itself; remove the alias in it");
    }
    if (++values > MAX_VALUES) {
      throw failure(
          node.getStartMark(),
          "more than " + MAX_VALUES + " values; are there aliases of aliases?");
    }
    SourceLocation place = places.apply(node.getStartMark());
    if (!TAGS.contains(node.getTag())) {
      refuse(place, key, "the tag " + node.getTag() + " has no meaning here; remove it");
    }
    ConfigurationValue value;
    if (node instanceof ScalarNode scalar) {
      value = new Scalar(scalar.getValue(), scalar.isPlain(), place);
    } else if (node instanceof SequenceNode sequence) {
      List<ConfigurationValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item, KeyPaths.item(key, items.size())));
      }
      value = new Sequence(items, place);
    } else {
      value = convert((MappingNode) node, key, place);
    }
    open.remove(node);
    return value;
  }

  private Mapping convert(MappingNode node, String key, SourceLocation place) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      SourceLocation at = places.apply(tuple.getKeyNode().getStartMark());
      if (tuple.getKeyNode() instanceof ScalarNode name) {
        String path = KeyPaths.below(key, name.getValue());
        if (name.isPlain() && name.getValue().equals("<<")) {
          refuse(
              at,
              key,
              "'<<' merges mappings in YAML 1.1 only; write the keys here, or use an alias such as"
                  + " *name for a whole value");
          continue;
        }
        Entry entry = new Entry(at, convert(tuple.getValueNode(), path));
        if (entries.putIfAbsent(name.getValue(), entry) != null) {
          refuse(at, path, "the key is given twice; remove one");
        }
      } else {
        refuse(at, key, "a key must be a word, not a list or mapping");
      }
    }
    return new Mapping(entries, place);
  }

  private void refuse(SourceLocation place, String key, String message) {
    problems.add(new ConfigurationProblem(place, key, message));
  }

  private ConfigurationException failure(Optional<Mark> mark, String message) {
    return new ConfigurationException(
        List.of(new ConfigurationProblem(places.apply(mark), "", message)));
  }
}
