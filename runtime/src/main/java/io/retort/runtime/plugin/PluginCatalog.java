package io.retort.runtime.plugin;

import io.retort.core.RetortException;
import io.retort.core.plugin.Provider;
import io.retort.runtime.text.NearestName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The plugins that were found, and those that could not be used. Immutable.
 *
 * <p>Names are unique within a kind. Where two providers of one kind have the same name, neither is
 * taken: which of them a configuration gets must not depend on the order of a path. Both are
 * reported as problems.
 */
public final class PluginCatalog {
  private final Map<PluginKind, Map<String, PluginEntry>> entries;
  private final List<PluginProblem> problems;

  PluginCatalog(Map<PluginKind, Map<String, PluginEntry>> entries, List<PluginProblem> problems) {
    this.entries = entries;
    this.problems = List.copyOf(problems);
  }

  /**
   * Looks for plugins in the program itself.
   *
   * @return the catalog
   */
  public static PluginCatalog discover() {
    return discover(List.of(PluginSource.application()));
  }

  /**
   * Looks for plugins.
   *
   * @param sources where to look
   * @return the catalog of all of them
   */
  public static PluginCatalog discover(List<PluginSource> sources) {
    CatalogBuilder builder = new CatalogBuilder();
    for (PluginSource source : sources) {
      for (PluginKind kind : PluginKind.values()) {
        new ProviderScan(source, kind).into(builder);
      }
    }
    return builder.build();
  }

  /**
   * A catalog of given providers, for programs that bring their own and for tests.
   *
   * @param providers the providers, each of at least one kind
   * @return the catalog
   */
  public static PluginCatalog of(Collection<? extends Provider<?, ?>> providers) {
    CatalogBuilder builder = new CatalogBuilder();
    for (Provider<?, ?> provider : providers) {
      for (PluginKind kind : PluginKind.values()) {
        if (kind.provider().isInstance(provider)) {
          builder.add(kind, provider);
        }
      }
    }
    return builder.build();
  }

  /**
   * All plugins.
   *
   * @return the plugins by kind, then by name
   */
  public List<PluginEntry> entries() {
    return Arrays.stream(PluginKind.values()).flatMap(kind -> entries(kind).stream()).toList();
  }

  /**
   * The plugins of one kind.
   *
   * @param kind the SPI
   * @return the plugins by name
   */
  public List<PluginEntry> entries(PluginKind kind) {
    return List.copyOf(entries.getOrDefault(kind, Map.of()).values());
  }

  /**
   * The plugins that could not be used.
   *
   * @return the problems by kind, then in an order that is the same every time
   */
  public List<PluginProblem> problems() {
    return problems;
  }

  /**
   * A plugin by name.
   *
   * @param kind its SPI
   * @param name its name
   * @return the plugin
   * @throws RetortException if there is none, with the nearest name and all that exist; if there is
   *     one that could not be loaded, with the reason
   */
  public PluginEntry get(PluginKind kind, String name) {
    Map<String, PluginEntry> known = entries.getOrDefault(kind, Map.of());
    PluginEntry entry = known.get(name);
    if (entry != null) {
      return entry;
    }
    List<PluginProblem> failed = problems.stream().filter(each -> each.kind() == kind).toList();
    for (PluginProblem problem : failed) {
      if (problem.name().filter(name::equals).isPresent()) {
        throw new RetortException(problem.toString(), problem.error().orElse(null));
      }
    }
    StringBuilder message = new StringBuilder("There is no ");
    message.append(kind.displayName()).append(" '").append(name).append('\'');
    message.append(NearestName.hint(name, known.keySet(), kind.plural()));
    failed.forEach(problem -> message.append(". ").append(problem));
    throw new RetortException(message.toString());
  }
}
