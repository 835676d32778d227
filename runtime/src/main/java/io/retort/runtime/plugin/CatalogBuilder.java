package io.retort.runtime.plugin;

import io.retort.core.plugin.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Collects providers, checks what every plugin must fulfil, and refuses clashes of names. */
final class CatalogBuilder {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final Map<PluginKind, SortedMap<String, List<PluginEntry>>> found =
      new EnumMap<>(PluginKind.class);
  private final List<PluginProblem> problems = new ArrayList<>();

  void add(PluginKind kind, Provider<?, ?> provider) {
    PluginOrigin origin = PluginOrigin.of(provider.getClass());
    String source = provider.getClass().getName() + " in " + origin;
    String name;
    Class<?> configuration;
    try {
      name = provider.name();
      configuration = provider.configuration();
    } catch (RuntimeException | LinkageError failure) {
      failed(kind, source, failure);
      return;
    }
    if (name == null || !NAME.matcher(name).matches()) {
      problem(
          kind,
          Optional.ofNullable(name),
          source,
          "its name is '" + name + "'",
          "use lower-case letters, digits and -, starting with a letter");
    } else if (configuration == null || !configuration.isRecord()) {
      problem(
          kind,
          Optional.of(name),
          source,
          "its configuration is " + configuration,
          "return the class of a record");
    } else {
      entries(kind, name).add(new PluginEntry(kind, name, provider, origin));
    }
  }

  /** Notes that something was thrown where a provider was to be loaded. */
  void failed(PluginKind kind, String source, Throwable failure) {
    boolean wrapped = failure instanceof ServiceConfigurationError;
    Throwable cause = wrapped && failure.getCause() != null ? failure.getCause() : failure;
    String what = wrapped ? failure.getMessage() : failure.toString();
    if (wrapped && cause != failure) {
      what += ": " + cause;
    }
    String fix =
        cause instanceof LinkageError
            ? "add what is missing, or use a version built for this Retort"
            : "repair or remove it";
    PluginProblem problem =
        new PluginProblem(kind, Optional.empty(), source, what, fix, Optional.of(failure));
    // A loader that cannot be read at all fails again and again.
    if (problems.stream().noneMatch(known -> known.toString().equals(problem.toString()))) {
      problems.add(problem);
    }
  }

  PluginCatalog build() {
    Map<PluginKind, Map<String, PluginEntry>> entries = new EnumMap<>(PluginKind.class);
    found.forEach(
        (kind, byName) -> {
          Map<String, PluginEntry> unique = new TreeMap<>();
          byName.forEach(
              (name, same) -> {
                if (same.size() == 1) {
                  unique.put(name, same.get(0));
                } else {
                  clash(kind, name, same);
                }
              });
          entries.put(kind, unique);
        });
    problems.sort(
        Comparator.comparing(PluginProblem::kind)
            .thenComparing(problem -> problem.name().orElse(""))
            .thenComparing(PluginProblem::source)
            .thenComparing(PluginProblem::cause));
    return new PluginCatalog(entries, problems);
  }

  private void clash(PluginKind kind, String name, List<PluginEntry> same) {
    List<String> sources =
        same.stream()
            .map(entry -> entry.provider().getClass().getName() + " in " + entry.origin())
            .sorted()
            .toList();
    problem(
        kind,
        Optional.of(name),
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
      PluginKind kind, Optional<String> name, String source, String cause, String fix) {
    problems.add(new PluginProblem(kind, name, source, cause, fix, Optional.empty()));
  }
}
