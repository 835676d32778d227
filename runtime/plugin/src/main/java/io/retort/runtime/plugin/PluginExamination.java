package io.retort.runtime.plugin;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.common.text.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What the jars of one plugin say about themselves, checked as a whole: without loading a class
 * first, and then by loading it as modules and as on the class path.
 */
public final class PluginExamination {
  /** The module that makes configuration records. */
  private static final String BINDER = "io.retort.runtime.configuration";

  private static final int JAVA_17 = 61;
  private static final int FIRST_JAVA = 44;

  private PluginBundle bundle;
  private final Set<String> findings = new LinkedHashSet<>();
  private final List<JarContents> jars = new ArrayList<>();
  private final Map<Path, Set<String>> used = new HashMap<>();
  private final List<PluginCatalog> catalogs = new ArrayList<>();

  private PluginExamination(PluginBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Examines plugins.
   *
   * @param path a plugin's jar, the folder with its jars, or a plugin folder of several
   * @return an examination of each plugin
   * @throws RetortException if the path cannot be read, or holds no jars
   */
  public static List<PluginExamination> of(Path path) {
    List<PluginExamination> examinations = new ArrayList<>();
    Optional<PluginLock> lock = Files.isDirectory(path) ? PluginLock.of(path) : Optional.empty();
    for (PluginBundle bundle : bundles(path, lock.isPresent())) {
      PluginExamination examination = new PluginExamination(bundle);
      if (lock.isEmpty() || examination.fits(lock.get())) {
        examination.examine();
      }
      examinations.add(examination);
    }
    return examinations;
  }

  /** A folder with jars alone is one plugin, unless it is locked as a folder of several. */
  private static List<PluginBundle> bundles(Path path, boolean locked) {
    PluginBundle whole = PluginBundle.of(path);
    if (!Files.isDirectory(path)) {
      return List.of(whole);
    }
    List<PluginBundle> below = PluginBundle.in(path);
    if (!locked && below.stream().allMatch(bundle -> bundle.jars().isEmpty())) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Neither "
              + path
              + " nor a folder in it holds a jar; name a plugin's jar, the folder with its jars, or"
              + " a plugin folder");
    }
    boolean several = locked || below.stream().anyMatch(bundle -> Files.isDirectory(bundle.path()));
    return several ? below : List.of(whole);
  }

  /**
   * What qualifies the names of the plugin's providers.
   *
   * @return the name of its jar or folder, without version
   */
  public String name() {
    return bundle.name();
  }

  /**
   * All that is wrong.
   *
   * @return one sentence each, with the fix
   */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /**
   * What could be loaded in spite of that.
   *
   * @return the plugin's providers; each once, whether found in a module or on the class path
   */
  public List<PluginEntry> entries() {
    Map<String, PluginEntry> entries = new TreeMap<>();
    for (PluginCatalog catalog : catalogs) {
      catalog
          .entries()
          .forEach(entry -> entries.putIfAbsent(entry.kind().displayName() + entry.name(), entry));
    }
    return List.copyOf(entries.values());
  }

  /**
   * The extensions that could be loaded in spite of that.
   *
   * @return each once, whether found in a module or on the class path
   */
  public List<Extension> extensions() {
    Map<String, Extension> extensions = new TreeMap<>();
    for (PluginCatalog catalog : catalogs) {
      catalog.extensions().forEach(each -> extensions.putIfAbsent(each.name(), each));
    }
    return List.copyOf(extensions.values());
  }

  /** Goes on with what was hashed. */
  private boolean fits(PluginLock lock) {
    int before = findings.size();
    note(() -> bundle = lock.checked(bundle));
    return findings.size() == before;
  }

  private void examine() {
    note(bundle::check);
    for (BundleJar path : bundle.jars()) {
      note(
          () -> {
            JarContents jar = JarReader.read(path);
            jars.add(jar);
            note(() -> JarCheck.checkClassPath(jar, bundle));
            note(() -> JarCheck.checkVersion(jar));
            lists(jar);
            classes(path);
          });
    }
    if (jars.size() < bundle.jars().size()) {
      return;
    }
    packages();
    note(() -> libraries().ifPresent(this::add));
    load(Optional.empty());
    HostModules.here().ifPresent(host -> load(Optional.of(host)));
    entries().forEach(this::record);
  }

  /** What only one of module descriptor and services files names. */
  private void lists(JarContents jar) {
    if (jar.descriptor().isEmpty()) {
      return;
    }
    LoadedBundle.difference(jar.listed(), jar.declared())
        .forEach(
            (service, names) ->
                add(
                    jar
                        + " names "
                        + names
                        + " in META-INF/services, but not in 'provides "
                        + service
                        + " with' of module-info.java; name them in both"));
    LoadedBundle.difference(jar.declared(), jar.listed())
        .forEach(
            (service, names) ->
                add(
                    jar
                        + " names "
                        + names
                        + " in 'provides "
                        + service
                        + " with' of module-info.java, but not in META-INF/services; annotate them"
                        + " with @AutoService"));
  }

  private void classes(BundleJar path) {
    int newest = 0;
    try (JarFile jar = new JarFile(path.file().toFile(), false)) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          try (InputStream in = jar.getInputStream(entry)) {
            ClassFile read = ClassFile.read(in);
            newest = Math.max(newest, read.major());
            used.computeIfAbsent(path.path(), key -> new TreeSet<>()).addAll(read.classes());
          } catch (IOException broken) {
            add(
                entry.getName()
                    + " of "
                    + path
                    + " cannot be read: "
                    + Reason.of(broken)
                    + "; build the jar again");
          }
        }
      }
    } catch (IOException unreadable) {
      add(path + " cannot be read: " + Reason.of(unreadable));
    }
    if (newest > JAVA_17) {
      add(
          path
              + " has classes for Java "
              + (newest - FIRST_JAVA)
              + ", and Retort runs on Java 17; compile with --release 17");
    }
    ApiMisfits.of(List.of(path.file()))
        .forEach(
            misfit ->
                add(
                    path
                        + " does not fit this Retort's API: "
                        + misfit
                        + "; build it against this version"));
  }

  /**
   * Classes that the plugin's own jars use and nobody has. Libraries are not asked: some of what
   * they name may well be left out.
   */
  private Optional<String> libraries() throws RefusedPlugin {
    ClassLoader loader = LoadedBundle.loader(bundle, new HostApi());
    Set<String> missing = new TreeSet<>();
    for (JarContents jar : jars) {
      if (jar.provides()) {
        used.getOrDefault(jar.jar().path(), Set.of()).stream()
            .filter(name -> isLibrary(name) && !exists(name, loader))
            .forEach(name -> missing.add(name.replace('/', '.')));
      }
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it uses classes that neither its jars nor Retort nor Java have: "
                + String.join(", ", missing)
                + "; put the libraries that have them beside its jar");
  }

  /** What is missing of Retort's API is told with its methods and fields. */
  private static boolean isLibrary(String name) {
    return !name.startsWith("[") && !name.startsWith("io/retort/");
  }

  private static boolean exists(String name, ClassLoader loader) {
    try {
      Class.forName(name.replace('/', '.'), false, loader);
      return true;
    } catch (ClassNotFoundException missing) {
      return false;
    } catch (LinkageError broken) {
      // It is there, and what it needs in turn is not: that is told by its own jar.
      return true;
    }
  }

  private void packages() {
    Map<String, JarContents> owners = new TreeMap<>();
    for (JarContents jar : jars) {
      for (String name : jar.packages()) {
        JarContents other = owners.putIfAbsent(name, jar);
        if (other != null) {
          add(
              "the package "
                  + name
                  + " is in "
                  + other
                  + " and in "
                  + jar
                  + ", which modules must not share; keep it in one of them");
        }
      }
    }
  }

  private void load(Optional<HostModules> host) {
    FoundPlugins found = new FoundPlugins();
    try {
      note(() -> new SourceScan(LoadedBundle.of(bundle, host).source()).into(found));
    } catch (RuntimeException | LinkageError | OutOfMemoryError failure) {
      add("it cannot be loaded: " + Fault.of(failure) + "; build it again");
    }
    PluginCatalog catalog = new PluginCatalog(found, false);
    catalogs.add(catalog);
    catalog.problems().forEach(problem -> add(problem.toString()));
    tokenizers(catalog);
  }

  private void tokenizers(PluginCatalog catalog) {
    List<PluginEntry> tokenizers = catalog.entries(PluginKind.TOKENIZER);
    if (!tokenizers.isEmpty()) {
      List<String> own = PluginCatalog.discover().names(PluginKind.TOKENIZER);
      tokenizers.stream()
          .filter(tokenizer -> own.contains(tokenizer.name()))
          .forEach(tokenizer -> add(FoundPlugins.taken(tokenizer).toString()));
    }
  }

  /** Whether Retort may make the configuration record of a plugin that is a module. */
  private void record(PluginEntry entry) {
    Class<?> type = entry.configuration();
    String packageName = type.getPackageName();
    for (JarContents jar : jars) {
      Optional<ModuleDescriptor> module =
          jar.descriptor().filter(descriptor -> descriptor.packages().contains(packageName));
      if (module.isPresent() && !isShown(module.get(), packageName)) {
        add(
            "the package "
                + packageName
                + " of the configuration record "
                + type.getSimpleName()
                + " is closed to Retort; write 'exports "
                + packageName
                + "' or 'opens "
                + packageName
                + " to "
                + BINDER
                + "' in module-info.java");
      }
    }
  }

  private static boolean isShown(ModuleDescriptor module, String packageName) {
    return module.isOpen()
        || module.exports().stream()
            .anyMatch(
                exports ->
                    exports.source().equals(packageName)
                        && (!exports.isQualified() || exports.targets().contains(BINDER)))
        || module.opens().stream()
            .anyMatch(
                opens ->
                    opens.source().equals(packageName)
                        && (!opens.isQualified() || opens.targets().contains(BINDER)));
  }

  private void add(String finding) {
    findings.add(finding);
  }

  private void note(Step step) {
    try {
      step.run();
    } catch (RefusedPlugin refusal) {
      add(refusal.getMessage() + "; " + refusal.fix());
    }
  }

  /** A step that may refuse the plugin. */
  @FunctionalInterface
  private interface Step {
    void run() throws RefusedPlugin;
  }
}
