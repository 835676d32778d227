package io.retort.runtime.configuration;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.runtime.common.text.Fault;
import io.retort.runtime.common.text.Words;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a plugin makes, chosen by {@code kind}.
 *
 * @param product what is wanted: what the kind makes, or a sub-interface of it
 * @param deferred whether the value is a {@link Plugin} instead of the product itself
 * @param keys reads which keys the configuration of a plugin has
 */
record PluginType(PluginKind kind, Class<?> product, boolean deferred, RecordKeys keys)
    implements KindedType {

  @Override
  public String words() {
    return product == kind.product() ? Words.withArticle(kind.singular()) : Words.of(product);
  }

  private String words(PluginCatalog catalog) {
    return words() + " (" + String.join(", ", catalog.names(kind)) + ")";
  }

  @Override
  public Optional<PluginKind> plugin() {
    return Optional.of(kind);
  }

  @Override
  public KindedSchema kinds(PluginCatalog catalog) {
    List<PluginEntry> entries = catalog.entries(kind);
    List<String> names = catalog.names(kind);
    List<KindedSchema.Choice> choices = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String qualified = entries.get(i).qualifiedName();
      choices.add(
          new KindedSchema.Choice(
              names.get(i),
              Optional.of(qualified).filter(Predicate.not(names::contains)),
              new RecordType(entries.get(i).configuration(), keys)));
    }
    return new KindedSchema(
        kind,
        kind.displayName(),
        Words.capitalised(Words.withArticle(kind.singular())),
        choices,
        Map.of());
  }

  @Override
  public String kindInDefault(String written, PluginCatalog catalog) {
    return catalog.nameInDefault(kind, written);
  }

  @Override
  public Optional<BoundValue<Object>> bind(
      ConfigurationValue value, String key, BindingSession session) {
    Optional<KindedMapping> kinded =
        KindedMapping.of(value, key, words(session.catalog()), session);
    if (kinded.isEmpty()) {
      return Optional.empty();
    }
    String written = kinded.get().kind();
    String name = session.inDefault() ? session.catalog().nameInDefault(kind, written) : written;
    PluginEntry entry;
    try {
      entry = session.catalog().get(kind, name);
    } catch (RetortException unknown) {
      return session.refuse(kinded.get().place(), key, unknown.getMessage());
    }
    return new RecordType(entry.configuration(), keys)
        .bind(kinded.get().body(), key, session, Set.of(KindedMapping.KIND))
        .flatMap(
            bound ->
                plugin(entry, bound, kinded.get().whole(), key, session)
                    .map(made -> new BoundValue<>(made, KindedMapping.tree(name, bound.tree()))));
  }

  @Override
  public Object write(Object value, String key, ConfigurationWriter writer) {
    if (deferred) {
      Plugin<?> plugin = (Plugin<?>) value;
      return write(plugin.entry(), plugin.configuration(), key, writer);
    } else if (value instanceof Record configuration) {
      Optional<PluginEntry> entry = writer.catalog().configuredBy(kind, configuration);
      if (entry.isPresent()) {
        return write(entry.get(), configuration, key, writer);
      }
    }
    return writer.catalog().entries(kind).stream()
        .filter(entry -> makes(entry, value, writer))
        .findFirst()
        .map(entry -> KindedMapping.tree(name(entry, key, writer), Map.of()))
        .orElseThrow(() -> ConfigurationWriter.unwritable(key, value, words()));
  }

  /** What chooses and configures a plugin. */
  Map<String, Object> write(
      PluginEntry entry, Record configuration, String key, ConfigurationWriter writer) {
    return KindedMapping.tree(
        name(entry, key, writer),
        new RecordType(entry.configuration(), keys).write(configuration, key, writer));
  }

  private String name(PluginEntry entry, String key, ConfigurationWriter writer) {
    int index = writer.catalog().entries(kind).indexOf(entry);
    if (index < 0) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          key + ": " + entry + " was discovered by another Retort; take this one's");
    }
    return writer.catalog().names(kind).get(index);
  }

  /** Whether a plugin has no keys and makes this. */
  private static boolean makes(PluginEntry entry, Object made, ConfigurationWriter writer) {
    if (entry.configuration().getRecordComponents().length > 0) {
      return false;
    }
    try {
      Record configuration = RecordType.empty(entry.configuration());
      return entry.create(configuration, writer.context()).equals(made);
    } catch (RuntimeException failed) {
      // It has made nothing, and so not this; its failure is told to whoever chooses it.
      return false;
    }
  }

  /** What a plugin says of its configuration, at the places of the whole one. */
  private static List<Warning> advice(PluginEntry entry, Record configuration, String key) {
    return entry.advise(configuration).stream()
        .map(
            warning ->
                new Warning(
                    warning.code(),
                    warning.place().isEmpty() ? key : KeyPaths.below(key, warning.place()),
                    warning.sentence()))
        .toList();
  }

  private Optional<Object> plugin(
      PluginEntry entry,
      BoundValue<Object> bound,
      SourceLocation place,
      String key,
      BindingSession session) {
    Record configuration = (Record) bound.value();
    advice(entry, configuration, key).forEach(session::warn);
    if (deferred) {
      return Optional.of(new Plugin<>(entry, configuration, bound.tree()));
    }
    Object made;
    try {
      made = entry.create(configuration, session.context());
    } catch (RetortException | IllegalArgumentException refusal) {
      session.refuse(place, key, refusal.getMessage());
      return Optional.empty();
    } catch (RuntimeException bug) {
      session.refuse(place, key, entry + " of " + entry.origin() + " failed: " + Fault.of(bug));
      return Optional.empty();
    }
    session.created(made);
    if (!product.isInstance(made)) {
      session.refuse(place, key, "expected " + words() + "; " + entry + " makes none");
      return Optional.empty();
    }
    return Optional.of(made);
  }
}
