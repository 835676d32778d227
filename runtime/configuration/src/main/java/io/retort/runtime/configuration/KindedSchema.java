package io.retort.runtime.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JSON Schema of values that say by {@code kind} what they are. Which keys there are is said by
 * {@code if} and {@code then} for each kind, and not by {@code oneOf}: of the latter editors offer
 * the keys of all kinds until one fits, and report the mistakes of the wrong one.
 *
 * @param subject what has these kinds
 * @param name how its definition is called
 * @param words what is expected
 * @param choices the kinds
 * @param more keys that every kind has
 */
record KindedSchema(
    Object subject, String name, String words, List<Choice> choices, Map<String, Object> more) {

  /**
   * One kind.
   *
   * @param name how it is chosen
   * @param qualified how it may be chosen as well
   * @param record its other keys
   */
  record Choice(String name, Optional<String> qualified, RecordType record) {

    private List<String> names() {
      return Stream.concat(Stream.of(name), qualified.stream()).toList();
    }
  }

  /** The values: a name, or a mapping with a kind. */
  Map<String, Object> schema(SchemaDefinitions definitions) {
    return definitions.reference(subject, name, () -> values(definitions));
  }

  /** The same where a mapping without a kind has the kind of a default. */
  Map<String, Object> schema(SchemaDefinitions definitions, String kind) {
    Optional<Choice> chosen =
        choices.stream().filter(choice -> choice.names().contains(kind)).findFirst();
    if (chosen.isEmpty()) {
      return schema(definitions);
    }
    Map<String, Object> schema = wordOrMapping(definitions);
    schema.put("if", Map.of("required", List.of(KindedMapping.KIND)));
    schema.put("then", schema(definitions));
    schema.put("else", mapping(chosen.get(), definitions));
    return schema;
  }

  private Map<String, Object> values(SchemaDefinitions definitions) {
    List<Object> kinds = new ArrayList<>();
    for (Choice choice : choices) {
      Map<String, Object> kind = new LinkedHashMap<>();
      kind.put(
          "if", Map.of("properties", Map.of(KindedMapping.KIND, Map.of("enum", choice.names()))));
      kind.put("then", mapping(choice, definitions));
      kinds.add(kind);
    }
    Map<String, Object> mapping = new LinkedHashMap<>();
    mapping.put("properties", Map.of(KindedMapping.KIND, names(definitions)));
    mapping.put("required", List.of(KindedMapping.KIND));
    if (!kinds.isEmpty()) {
      // Without a kind every condition would hold.
      mapping.put("if", Map.of("required", List.of(KindedMapping.KIND)));
      mapping.put("then", Map.of("allOf", kinds));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("description", words + ": a name, or a mapping whose kind is a name.");
    values.putAll(wordOrMapping(definitions));
    values.put("if", Map.of("type", "object"));
    values.put("then", mapping);
    return values;
  }

  /** Offers the names to who has not written anything yet. */
  private Map<String, Object> wordOrMapping(SchemaDefinitions definitions) {
    List<Object> forms = new ArrayList<>();
    if (choices.stream().anyMatch(choice -> choice.record().needsNothing(definitions.catalog()))) {
      forms.add(
          definitions.reference(
              List.of(subject, "word"),
              name + "-word",
              () -> oneOfNames(choice -> choice.record().needsNothing(definitions.catalog()))));
    }
    forms.add(Map.of("type", "object"));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("anyOf", forms);
    return schema;
  }

  private Map<String, Object> names(SchemaDefinitions definitions) {
    return definitions.reference(
        List.of(subject, "kind"), name + "-kind", () -> oneOfNames(choice -> true));
  }

  /** Short names are offered; the qualified ones are accepted as well. */
  private Map<String, Object> oneOfNames(Predicate<Choice> filter) {
    List<Choice> chosen = choices.stream().filter(filter).toList();
    if (chosen.isEmpty()) {
      // An enumeration of nothing is not a valid schema.
      return Map.of("not", Map.of());
    }
    Map<String, Object> names = Map.of("enum", chosen.stream().map(Choice::name).toList());
    String qualified =
        chosen.stream()
            .flatMap(choice -> choice.qualified().stream())
            .map(name -> name.replaceAll("[^A-Za-z0-9:_-]", "\\\\$0"))
            .collect(Collectors.joining("|"));
    return qualified.isEmpty()
        ? names
        : Map.of(
            "anyOf",
            List.of(names, OrderedMaps.map("type", "string", "pattern", "^(" + qualified + ")$")));
  }

  /** A mapping of one kind, which need not say so. */
  private Map<String, Object> mapping(Choice choice, SchemaDefinitions definitions) {
    return definitions.reference(
        List.of(subject, choice.name()),
        name + "." + choice.name(),
        () -> {
          Map<String, Object> keys = new LinkedHashMap<>();
          keys.put(KindedMapping.KIND, names(definitions));
          keys.putAll(more);
          return choice.record().mapping(definitions, keys);
        });
  }
}
