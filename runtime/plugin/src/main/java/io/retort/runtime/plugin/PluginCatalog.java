package io.retort.runtime.plugin;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.plugin.Provider;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.common.text.Fault;
import io.retort.runtime.common.text.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The plugins that were found, and those that could not be used. Immutable.
 *
 * <p>A name is unique within a kind and a qualifier: {@code acme:temperature} is the {@code
 * temperature} of the plugin folder or jar {@code acme}, and {@code retort:temperature} that of
 * Retort itself. The name alone is enough where only one plugin has it. Where several have it, none
 * is preferred: which of them a configuration gets must not depend on the order of a path.
 */
public final class PluginCatalog {
  private final Map<PluginKind, List<PluginEntry>> entries;
  private final List<Extension> extensions;
  private final List<PluginProblem> clashes;
  private final List<PluginProblem> problems;
  private final boolean strict;

  /** By jar: a program in one jar has all plugins in it, and many megabytes. */
  private final Map<Path, String> hashes = new ConcurrentHashMap<>();

  /** A catalog of what was found; if it is strict, it accepts no problems later either. */
  PluginCatalog(FoundPlugins found, boolean strict) {
    FoundPlugins.Result result = found.result();
    this.entries = result.entries();
    this.extensions = List.copyOf(result.extensions());
    this.clashes = List.copyOf(result.clashes());
    this.problems = List.copyOf(result.problems());
    this.strict = strict;
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
   * Looks for plugins in the program itself and in plugin folders. Each plugin of a folder gets a
   * module layer or class loader of its own, which lives as long as what it has loaded.
   *
   * @param search the plugin folders
   * @return the catalog of all of them
   * @throws RetortException with all problems if the search is strict and there are any
   */
  public static PluginCatalog discover(PluginSearch search) {
    FoundPlugins found = new FoundPlugins();
    new SourceScan(PluginSource.application()).into(found);
    return build(found, search);
  }

  private static PluginCatalog build(FoundPlugins found, PluginSearch search) {
    new FolderScan(search.folders(), search.modules() ? HostModules.here() : Optional.empty())
        .into(found);
    PluginCatalog catalog = new PluginCatalog(found, search.strict());
    if (search.strict() && !catalog.problems.isEmpty()) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "There are plugins that could not be loaded, and --strict accepts none:\n"
              + catalog.problems.stream()
                  .map(PluginProblem::toString)
                  .collect(Collectors.joining("\n")));
    }
    return catalog;
  }

  /**
   * Looks for plugins.
   *
   * @param sources where to look
   * @return the catalog of all of them
   */
  public static PluginCatalog discover(List<PluginSource> sources) {
    FoundPlugins found = new FoundPlugins();
    sources.forEach(source -> new SourceScan(source).into(found));
    return new PluginCatalog(found, false);
  }

  /**
   * A catalog of given providers, for programs that bring their own and for tests.
   *
   * @param providers the providers, each of at least one kind
   * @return the catalog
   */
  public static PluginCatalog of(Collection<? extends Provider<?, ?, ?>> providers) {
    return new PluginCatalog(given(providers), false);
  }

  /**
   * A catalog of given providers and of plugin folders.
   *
   * @param providers the providers, each of at least one kind
   * @param search the plugin folders
   * @return the catalog
   * @throws RetortException with all problems if the search is strict and there are any
   */
  public static PluginCatalog of(
      Collection<? extends Provider<?, ?, ?>> providers, PluginSearch search) {
    return build(given(providers), search);
  }

  private static FoundPlugins given(Collection<? extends Provider<?, ?, ?>> providers) {
    FoundPlugins found = new FoundPlugins();
    for (Provider<?, ?, ?> provider : providers) {
      for (PluginKind kind : PluginKind.values()) {
        if (kind.provider().isInstance(provider)) {
          found.add(kind, provider, PluginSource.application());
        }
      }
    }
    return found;
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
   * @return the plugins by name, then by qualifier
   */
  public List<PluginEntry> entries(PluginKind kind) {
    return List.copyOf(entries.getOrDefault(kind, List.of()));
  }

  /**
   * What a key means that may name a plugin of a kind and does not.
   *
   * @param kind the SPI
   * @return those of Retort's own that call themselves {@linkplain Provider#isDefault() a default},
   *     by name
   */
  public List<PluginEntry> defaults(PluginKind kind) {
    return entries(kind).stream()
        .filter(PluginEntry::isBuiltIn)
        .filter(entry -> entry.provider().isDefault())
        .toList();
  }

  /**
   * The shortest names by which the plugins of a kind can be asked for.
   *
   * @param kind the SPI
   * @return names, qualified where several plugins have the same
   */
  public List<String> names(PluginKind kind) {
    List<PluginEntry> all = entries(kind);
    return all.stream()
        .map(entry -> named(all, entry.name()).size() == 1 ? entry.name() : entry.qualifiedName())
        .toList();
  }

  /**
   * What plugins bring that nobody chooses by name, such as Guice modules.
   *
   * @return the extensions by class name
   */
  public List<Extension> extensions() {
    return extensions;
  }

  /**
   * The same for a run, which installs them.
   *
   * @return the extensions by class name
   * @throws RetortException if two of them bind the same key to different things, naming both
   */
  public List<Extension> installable() {
    if (!clashes.isEmpty()) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          clashes.stream().map(PluginProblem::toString).collect(Collectors.joining("\n")));
    }
    return extensions;
  }

  /**
   * Whether a problem that is found later is to end what is being done.
   *
   * @return true if the search was strict
   */
  public boolean strict() {
    return strict;
  }

  /**
   * The plugins that could not be used.
   *
   * @return the problems by kind, then in an order that is the same every time; those of whole jars
   *     and folders are last
   */
  public List<PluginProblem> problems() {
    return problems;
  }

  /**
   * A plugin by name.
   *
   * @param kind its SPI
   * @param name its name, qualified or not
   * @return the plugin
   * @throws RetortException if there is none, with the nearest name and all that exist; if there
   *     are several, with their qualified names; if there is one that could not be loaded, with the
   *     reason
   */
  public PluginEntry get(PluginKind kind, String name) {
    QualifiedName requested = QualifiedName.parse(name);
    List<PluginEntry> matching =
        named(entries(kind), requested.name()).stream()
            .filter(entry -> requested.qualifier().map(entry.qualifier()::equals).orElse(true))
            .toList();
    if (matching.size() == 1) {
      return matching.get(0);
    } else if (matching.size() > 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "There are several "
              + kind.plural()
              + " '"
              + name
              + "'; write "
              + matching.stream()
                  .map(PluginEntry::qualifiedName)
                  .collect(Collectors.joining(" or ")));
    }
    for (PluginProblem problem : problems) {
      if (problem.isOf(kind, requested)) {
        throw new RetortException(
            ErrorKind.PLUGIN, problem.toString(), problem.error().orElse(null));
      }
    }
    StringBuilder message = new StringBuilder("There is no ");
    message.append(kind.displayName()).append(" '").append(name).append('\'');
    message.append(NearestName.hint(name, names(kind), kind.plural()));
    problems.stream()
        .filter(problem -> problem.explains(kind, requested))
        .forEach(problem -> message.append(". ").append(problem));
    throw new RetortException(ErrorKind.PLUGIN, message.toString());
  }

  /**
   * The plugin that a record configures.
   *
   * @param kind its SPI
   * @param configuration the record, of a class of which only one plugin of the kind is configured
   * @return the plugin, or empty if none is configured by such a record
   * @throws RetortException if several are
   */
  public Optional<PluginEntry> configuredBy(PluginKind kind, Record configuration) {
    List<PluginEntry> matching =
        entries(kind).stream()
            .filter(entry -> entry.configuration().isInstance(configuration))
            .toList();
    if (matching.size() > 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Several "
              + kind.plural()
              + " are configured by a "
              + configuration.getClass().getName()
              + "; choose "
              + matching.stream()
                  .map(PluginEntry::qualifiedName)
                  .collect(Collectors.joining(" or "))
              + " by its name");
    }
    return matching.stream().findFirst();
  }

  /**
   * The name that a default means. The defaults of configuration records were written without
   * knowing what else is installed: where a plugin folder brings another plugin of that name, they
   * still mean Retort's own.
   *
   * @param kind the SPI
   * @param name the name that the default says
   * @return the name, qualified if several plugins have it and one of them is Retort's own
   */
  public String nameInDefault(PluginKind kind, String name) {
    List<PluginEntry> same = named(entries(kind), name);
    return same.size() < 2
        ? name
        : same.stream()
            .filter(PluginEntry::isBuiltIn)
            .map(PluginEntry::qualifiedName)
            .findFirst()
            .orElse(name);
  }

  /**
   * Says exactly which code a plugin is. Each jar is hashed once.
   *
   * @param origin that of a plugin or an extension
   * @return the SHA-256 of its jar's bytes as 64 hexadecimal digits; empty if the classes lie in a
   *     folder
   * @throws RetortException if the jar cannot be read
   */
  public Optional<String> sha256(PluginOrigin origin) {
    return origin
        .location()
        .filter(Files::isRegularFile)
        .map(jar -> hashes.computeIfAbsent(jar, Sha256::of));
  }

  /**
   * Explains an error of Java, in the use of plugins, that says only what it stumbled on first.
   *
   * @param misfit the error
   * @return which plugins do not fit this Retort, each with a list of what does not
   * @throws LinkageError the error itself if all plugins fit
   */
  public RetortException explain(LinkageError misfit) {
    Map<Path, String> plugins = new TreeMap<>();
    for (PluginEntry entry : entries()) {
      if (!entry.isBuiltIn()) {
        entry.origin().location().ifPresent(jar -> plugins.put(jar, entry.qualifier()));
      }
    }
    for (Extension extension : extensions) {
      extension.origin().location().ifPresent(jar -> plugins.put(jar, extension.qualifier()));
    }
    List<String> sentences = new ArrayList<>();
    plugins.forEach(
        (jar, qualifier) -> {
          String list = ApiMisfits.in(List.of(jar));
          if (!list.isEmpty()) {
            sentences.add("The plugin '" + qualifier + "' of " + jar + " failed" + list);
          }
        });
    if (sentences.isEmpty()) {
      throw misfit;
    }
    return new RetortException(
        ErrorKind.PLUGIN,
        String.join("\n", sentences)
            + "; use a version of it that was built for this Retort ("
            + Fault.of(misfit)
            + ")",
        misfit);
  }

  private static List<PluginEntry> named(List<PluginEntry> entries, String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).toList();
  }
}
