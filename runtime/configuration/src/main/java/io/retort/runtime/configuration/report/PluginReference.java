package io.retort.runtime.configuration.report;

import io.retort.core.RetortException;
import io.retort.core.plugin.Context;
import io.retort.runtime.common.text.Words;
import io.retort.runtime.configuration.PluginDescription;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginEntry;
import io.retort.runtime.plugin.PluginKind;
import java.util.List;
import java.util.Map;

/** The manuals of all plugins, of layers and of the experiment file, as one page of Markdown. */
public final class PluginReference {
  private final PluginCatalog catalog;
  private final Class<? extends Record> experiment;
  private final Context context;
  private final StringBuilder page = new StringBuilder();

  private PluginReference(
      PluginCatalog catalog, Class<? extends Record> experiment, Context context) {
    this.catalog = catalog;
    this.experiment = experiment;
    this.context = context;
  }

  /**
   * Writes the page.
   *
   * @param catalog the plugins
   * @param experiment the record of an experiment file
   * @param context for losses that have to be made to be asked
   * @return Markdown, the same every time and on every machine
   */
  public static String of(
      PluginCatalog catalog, Class<? extends Record> experiment, Context context) {
    PluginReference reference = new PluginReference(catalog, experiment, context);
    reference.write();
    return reference.page.toString();
  }

  private void write() {
    page.append(
        """
        # Reference of plugins and keys

        <!-- Made from the program: ./retort plugins reference --output docs/plugins.md -->

        What an experiment file can say. A value that is *a loss*, *an optimizer* and so on is a plugin: its name, or a
        mapping whose `kind` is its name and whose other keys are those below. A key without a default is either
        *required* or *optional*. `a.b` is the key `b` of the mapping `a`, or of each mapping in the list `a`.
        `./retort plugins describe KIND NAME` tells the same of a single plugin, also of a third party's, and
        [editors can complete all of it](editors.md).
        """);
    page.append("\n## The experiment file\n");
    table(PluginDescription.keys(experiment, catalog));
    for (PluginKind kind : PluginKind.values()) {
      page.append("\n## ").append(Words.capitalised(kind.plural())).append('\n');
      catalog.entries(kind).forEach(this::plugin);
    }
    page.append(
            "\n## Layers\n\nEach also takes `name`, by default its kind and a counter, and `from`,")
        .append(" the node or the list of nodes that\nit reads, by default the one before.\n");
    PluginDescription.layers()
        .forEach(
            (name, keys) -> {
              heading(name);
              table(keys);
            });
  }

  private void plugin(PluginEntry plugin) {
    boolean alone = catalog.names(plugin.kind()).contains(plugin.name());
    heading(alone ? plugin.name() : plugin.qualifiedName());
    PluginManual manual;
    try {
      manual = PluginManual.of(catalog, plugin, context);
    } catch (RetortException unbindable) {
      page.append("\nIt cannot be used: ").append(unbindable.getMessage()).append(".\n");
      return;
    }
    manual
        .targets()
        .ifPresent(
            targets ->
                page.append("\nCompares with: ").append(String.join(", ", targets)).append(".\n"));
    table(manual.description().keys());
  }

  private void heading(String name) {
    page.append("\n### `").append(name).append("`\n");
  }

  private void table(List<PluginDescription.Key> keys) {
    if (keys.isEmpty()) {
      page.append("\nNo keys.\n");
      return;
    }
    page.append("\n| key | value | default | meaning |\n|---|---|---|---|\n");
    rows(keys, "", "");
  }

  private void rows(List<PluginDescription.Key> keys, String above, String condition) {
    for (PluginDescription.Key key : keys) {
      String state = key.required() ? "*required*" : "*optional*";
      page.append("| `").append(above).append(key.name()).append("` | ");
      page.append(cell(key.type())).append(" | ");
      page.append(key.defaultText().map(text -> "`" + cell(text) + "`").orElse(state));
      page.append(" | ").append(condition).append(cell(key.doc())).append(" |\n");
      String below = above + key.name() + ".";
      rows(key.keys(), below, condition);
      for (Map.Entry<String, List<PluginDescription.Key>> variant : key.variants().entrySet()) {
        rows(variant.getValue(), below, "Of the kind `" + variant.getKey() + "`: ");
      }
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
