package io.retort.runtime.configuration.report;

import io.retort.core.RetortException;
import io.retort.core.loss.Loss;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Context;
import io.retort.runtime.configuration.ConfigurationBinder;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.configuration.PluginDescription;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a user of a plugin needs to know.
 *
 * @param description its keys
 * @param targets what a loss compares with, with all keys at their defaults; empty for other kinds,
 *     and for losses that need a key
 */
public record PluginManual(PluginDescription description, Optional<List<String>> targets) {

  public PluginManual {
    targets = targets.map(List::copyOf);
  }

  /**
   * The manual of a plugin.
   *
   * @param catalog what else there is, for plugins within plugins
   * @param plugin the plugin
   * @param context for a loss that has to be made to be asked
   * @return the manual
   * @throws RetortException if its record cannot be bound
   */
  public static PluginManual of(PluginCatalog catalog, PluginEntry plugin, Context context) {
    return new PluginManual(
        PluginDescription.of(plugin, catalog),
        plugin.kind() == PluginKind.LOSS ? targets(catalog, plugin, context) : Optional.empty());
  }

  private static Optional<List<String>> targets(
      PluginCatalog catalog, PluginEntry plugin, Context context) {
    try {
      Loss loss =
          new ConfigurationBinder(catalog, context)
              .bind(Loss.class, ConfigurationDocument.of(Map.of("kind", plugin.qualifiedName())))
              .value();
      return Optional.of(loss.accepts().stream().sorted().map(PluginManual::words).toList());
    } catch (RetortException needsKeys) {
      return Optional.empty();
    }
  }

  private static String words(TargetKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The manual as JSON.
   *
   * @return an object with the plugin's origin, its keys and, for a loss, its targets
   */
  public String toJson() {
    PluginEntry plugin = description.plugin();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", plugin.kind().displayName());
    json.put("name", plugin.name());
    json.put("plugin", plugin.qualifier());
    json.put("module", plugin.origin().module().orElse("class path"));
    json.put("version", plugin.origin().version().orElse(""));
    plugin.unavailable().ifPresent(reason -> json.put("unavailable", reason));
    targets.ifPresent(accepted -> json.put("targets", accepted));
    json.put("keys", keys(description.keys()));
    return Json.pretty(json);
  }

  private static List<Map<String, Object>> keys(List<PluginDescription.Key> keys) {
    return keys.stream().map(PluginManual::key).toList();
  }

  private static Map<String, Object> key(PluginDescription.Key key) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", key.name());
    json.put("type", key.type());
    json.put("required", key.required());
    key.defaultText().ifPresent(text -> json.put("default", text));
    if (!key.values().isEmpty()) {
      json.put("values", key.values());
    }
    json.put("doc", key.doc());
    if (!key.keys().isEmpty()) {
      json.put("keys", keys(key.keys()));
    }
    if (!key.variants().isEmpty()) {
      Map<String, Object> variants = new LinkedHashMap<>();
      key.variants().forEach((kind, keys) -> variants.put(kind, keys(keys)));
      json.put("kinds", variants);
    }
    return json;
  }
}
