package io.retort.runtime.configuration;

import io.retort.runtime.common.text.KebabCase;
import io.retort.runtime.common.text.NearestName;
import io.retort.runtime.common.text.Words;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of the records of a sealed interface, chosen by {@code kind}.
 *
 * @param records the records by kind
 */
record VariantsType(Class<?> type, Map<String, RecordType> records) implements KindedType {

  /**
   * The records of a sealed interface.
   *
   * @param keys reads which keys each has
   * @throws IllegalArgumentException if not only records implement it
   */
  static VariantsType of(Class<?> type, RecordKeys keys) {
    Map<String, RecordType> records = new LinkedHashMap<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (!permitted.isRecord()) {
        throw new IllegalArgumentException(
            "has the type " + type.getName() + ", but " + permitted.getName() + " is not a record");
      }
      records.put(kind(permitted), new RecordType(permitted.asSubclass(Record.class), keys));
    }
    return new VariantsType(type, records);
  }

  /** The kind of a record: its simple name in kebab case. */
  static String kind(Class<?> record) {
    return KebabCase.of(record.getSimpleName());
  }

  @Override
  public String words() {
    return Words.of(type) + " (" + String.join(", ", records.keySet()) + ")";
  }

  @Override
  public List<String> choices() {
    return List.copyOf(records.keySet());
  }

  @Override
  public Map<String, Class<? extends Record>> variants() {
    Map<String, Class<? extends Record>> variants = new LinkedHashMap<>();
    records.forEach((kind, record) -> variants.put(kind, record.type()));
    return variants;
  }

  @Override
  public KindedSchema kinds(PluginCatalog catalog) {
    return kinds(type, KebabCase.of(type.getSimpleName()), Map.of());
  }

  /**
   * The same for mappings that have other keys as well.
   *
   * @param subject whose kinds they are
   * @param name what they are called
   * @param others the schemas of the other keys
   */
  KindedSchema kinds(Object subject, String name, Map<String, Object> others) {
    return new KindedSchema(
        subject,
        name,
        Words.capitalised(Words.of(type)),
        records.entrySet().stream()
            .map(
                entry ->
                    new KindedSchema.Choice(entry.getKey(), Optional.empty(), entry.getValue()))
            .toList(),
        others);
  }

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    String kind = kind(value.getClass());
    return KindedMapping.tree(kind, records.get(kind).write(value, key, writer));
  }

  @Override
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    return bind(value, key, session, Set.of());
  }

  /**
   * Binds a mapping that has other keys as well.
   *
   * @param others keys that the caller has understood
   */
  Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session, Set<String> others) {
    Optional<KindedMapping> kinded = KindedMapping.of(value, key, words(), session);
    if (kinded.isEmpty()) {
      return Optional.empty();
    }
    String kind = kinded.get().kind();
    RecordType record = records.get(kind);
    if (record == null) {
      String what = KebabCase.of(type.getSimpleName()).replace('-', ' ');
      return session.refuse(
          kinded.get().place(),
          key,
          "there is no " + what + " '" + kind + "'" + NearestName.hint(kind, choices(), "kinds"));
    }
    Set<String> understood = new HashSet<>(others);
    understood.add(KindedMapping.KIND);
    return record
        .bind(kinded.get().body(), key, session, understood)
        .map(bound -> new BoundValue<>(bound.value(), KindedMapping.tree(kind, bound.tree())));
  }
}
