package io.retort.runtime.plugin;

import io.retort.core.plugin.Provider;
import io.retort.runtime.common.text.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Collects providers, checks what every plugin must fulfil, and refuses clashes of names. */
final class FoundPlugins {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final Map<PluginKind, SortedMap<String, List<PluginEntry>>> found =
      new EnumMap<>(PluginKind.class);
  private final List<Extension> extensions = new ArrayList<>();
  private final Map<String, PluginProblem> problems = new LinkedHashMap<>();

  /**
   * Plugins and what is wrong.
   *
   * @param entries those that can be used
   * @param extensions what they bring besides, by class name
   * @param clashes the problems of extensions that bind one key to different things
   * @param problems all problems, in an order that is the same every time
   */
  record Result(
      Map<PluginKind, List<PluginEntry>> entries,
      List<Extension> extensions,
      List<PluginProblem> clashes,
      List<PluginProblem> problems) {}

  /** Takes the providers of a kind. */
  ProviderSink plugins(PluginKind kind) {
    return new ProviderSink() {
      @Override
      public void found(Object provider, PluginSource place) {
        add(kind, (Provider<?, ?, ?>) provider, place);
      }

      @Override
      public void failed(PluginSource place, String source, Throwable failure) {
        FoundPlugins.this.failed(Optional.of(kind), place, source, failure);
      }
    };
  }

  /** Takes the extensions of a type. */
  ProviderSink extensions(ExtensionType<?> extensionType) {
    return new ProviderSink() {
      @Override
      public void found(Object extension, PluginSource place) {
        add(extensionType, extension, place);
      }

      @Override
      public void failed(PluginSource place, String source, Throwable failure) {
        FoundPlugins.this.failed(Optional.empty(), place, source, failure);
      }
    };
  }

  private void add(ExtensionType<?> extensionType, Object extension, PluginSource place) {
    Class<?> type = extension.getClass();
    PluginOrigin origin = OriginReader.read(type);
    String qualifier = place.qualifier(type, origin);
    try {
      extensions.add(extension(extensionType, extension, qualifier, origin));
    } catch (LinkageError | AssertionError | VirtualMachineError failure) {
      failed(Optional.empty(), place, type.getName() + " in " + origin, failure);
    } catch (IllegalArgumentException refusal) {
      add(
          PluginProblem.of(
              Optional.empty(),
              Optional.of(qualifier),
              type.getName() + " in " + origin,
              refusal.getMessage(),
              "repair or remove it",
              Optional.of(refusal)));
    }
  }

  private static <T> Extension extension(
      ExtensionType<T> type, Object instance, String qualifier, PluginOrigin origin) {
    return new Extension(instance, qualifier, origin, type.bindings(type.service().cast(instance)));
  }

  /** Takes a provider, or notes why it cannot be taken. */
  void add(PluginKind kind, Provider<?, ?, ?> provider, PluginSource place) {
    Class<?> type = provider.getClass();
    PluginOrigin origin = OriginReader.read(type);
    String source = type.getName() + " in " + origin;
    String name;
    Class<?> configuration;
    try {
      name = provider.name();
      configuration = provider.configuration();
    } catch (Exception | LinkageError | AssertionError | VirtualMachineError failure) {
      failed(Optional.of(kind), place, source, failure);
      return;
    }
    String qualifier = place.qualifier(type, origin);
    if (name == null || !NAME.matcher(name).matches()) {
      problem(
          kind,
          Optional.ofNullable(name),
          qualifier,
          source,
          "its name is '" + name + "'",
          "use lower-case letters, digits and -, starting with a letter");
    } else if (configuration == null || !configuration.isRecord()) {
      problem(
          kind,
          Optional.of(name),
          qualifier,
          source,
          "its configuration is " + configuration,
          "return the class of a record");
    } else {
      entries(kind, name).add(new PluginEntry(kind, name, qualifier, provider, origin));
    }
  }

  /** Notes that something was thrown where a provider was to be loaded. */
  private void failed(
      Optional<PluginKind> kind, PluginSource place, String source, Throwable failure) {
    boolean wrapped = failure instanceof ServiceConfigurationError;
    Throwable cause = wrapped && failure.getCause() != null ? failure.getCause() : failure;
    String what = Fault.of(failure);
    String fix = "repair or remove it";
    boolean initialising = cause instanceof ExceptionInInitializerError && cause.getCause() != null;
    if (cause instanceof LinkageError && !initialising) {
      fix = "add what is missing, or use a version built for this Retort";
      List<Path> jars = place.bundle().map(PluginBundle::files).orElse(List.of());
      what += ApiMisfits.in(jars);
    }
    // Java does not say which file it has a module from.
    String path = place.bundle().map(bundle -> bundle.path().toString()).orElse("");
    String located = source.contains(path) ? source : source + " (" + path + ")";
    add(
        PluginProblem.of(
            kind,
            place.bundle().map(PluginBundle::name),
            located,
            what,
            fix,
            Optional.of(failure)));
  }

  /** Notes a problem, once: a loader that cannot be read at all fails again and again. */
  void add(PluginProblem problem) {
    problems.putIfAbsent(problem.toString(), problem);
  }

  /** Takes all that another one has collected. */
  void add(FoundPlugins other) {
    other.found.forEach(
        (kind, byName) -> byName.forEach((name, same) -> entries(kind, name).addAll(same)));
    extensions.addAll(other.extensions);
    other.problems.values().forEach(this::add);
  }

  /** What can be used of all that was found, and what not. */
  Result result() {
    Map<PluginKind, List<PluginEntry>> entries = new EnumMap<>(PluginKind.class);
    found.forEach(
        (kind, byName) -> {
          List<PluginEntry> usable = new ArrayList<>();
          byName.values().forEach(same -> usable.addAll(usable(kind, distinct(kind, same))));
          entries.put(kind, usable);
        });
    Comparator<PluginProblem> order =
        Comparator.comparing(
            problem -> problem.kind().map(PluginKind::ordinal).orElse(Integer.MAX_VALUE));
    extensions.sort(Comparator.comparing(Extension::toString));
    List<PluginProblem> clashes = clashes();
    clashes.forEach(this::add);
    return new Result(
        entries,
        extensions,
        clashes,
        problems.values().stream()
            .sorted(
                order
                    .thenComparing(problem -> problem.name().orElse(""))
                    .thenComparing(PluginProblem::source)
                    .thenComparing(PluginProblem::cause))
            .toList());
  }

  /** Those of one name that a qualifier tells apart; the others are problems. */
  private List<PluginEntry> distinct(PluginKind kind, List<PluginEntry> same) {
    Map<String, List<PluginEntry>> byQualifier = new TreeMap<>();
    same.forEach(
        entry ->
            byQualifier.computeIfAbsent(entry.qualifier(), key -> new ArrayList<>()).add(entry));
    List<PluginEntry> distinct = new ArrayList<>();
    byQualifier
        .values()
        .forEach(
            entries -> {
              if (entries.size() == 1) {
                distinct.add(entries.get(0));
              } else {
                clash(kind, entries);
              }
            });
    return distinct;
  }

  /** Refuses tokenizers of plugins that are called like one of Retort's own. */
  private List<PluginEntry> usable(PluginKind kind, List<PluginEntry> same) {
    if (kind != PluginKind.TOKENIZER || same.stream().noneMatch(PluginEntry::isBuiltIn)) {
      return same;
    }
    same.stream().filter(entry -> !entry.isBuiltIn()).map(FoundPlugins::taken).forEach(this::add);
    return same.stream().filter(PluginEntry::isBuiltIn).toList();
  }

  /** What is wrong with a plugin's tokenizer that is called like one of Retort's own. */
  static PluginProblem taken(PluginEntry tokenizer) {
    return new PluginProblem(
        Optional.of(tokenizer.kind()),
        Optional.of(tokenizer.name()),
        Optional.of(tokenizer.qualifier()),
        tokenizer.provider().getClass().getName() + " in " + tokenizer.origin(),
        "Retort has a tokenizer of this name, and a student is saved with its tokenizer's name"
            + " alone",
        "rename it",
        Optional.empty());
  }

  /** Extensions that bind one key to different things. */
  private List<PluginProblem> clashes() {
    List<PluginProblem> clashes = new ArrayList<>();
    for (int i = 0; i < extensions.size(); i++) {
      for (Extension other : extensions.subList(i + 1, extensions.size())) {
        Set<String> keys = extensions.get(i).clashes(other);
        if (!keys.isEmpty()) {
          clashes.add(
              PluginProblem.of(
                  Optional.empty(),
                  Optional.empty(),
                  extensions.get(i) + " and " + other,
                  "both bind " + String.join(", ", keys) + ", and neither is preferred",
                  "remove one of them",
                  Optional.empty()));
        }
      }
    }
    return clashes;
  }

  private void clash(PluginKind kind, List<PluginEntry> same) {
    List<String> sources =
        same.stream()
            .map(entry -> entry.provider().getClass().getName() + " in " + entry.origin())
            .sorted()
            .toList();
    problem(
        kind,
        Optional.of(same.get(0).name()),
        same.get(0).qualifier(),
        String.join(" and ", sources),
        "they have the same name, and neither is preferred",
        "remove or rename one of them");
  }

  private List<PluginEntry> entries(PluginKind kind, String name) {
    return found
        .computeIfAbsent(kind, key -> new TreeMap<>())
        .computeIfAbsent(name, key -> new ArrayList<>());
  }

  private void problem(
      PluginKind kind,
      Optional<String> name,
      String qualifier,
      String source,
      String cause,
      String fix) {
    add(
        new PluginProblem(
            Optional.of(kind), name, Optional.of(qualifier), source, cause, fix, Optional.empty()));
  }
}
