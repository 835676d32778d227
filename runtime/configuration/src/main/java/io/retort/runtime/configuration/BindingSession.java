package io.retort.runtime.configuration;

import io.retort.core.Warning;
import io.retort.core.plugin.Context;
import io.retort.runtime.plugin.PluginCatalog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One binding under way: what it may use, what is wrong, and what was created so far. */
final class BindingSession {
  private final PluginCatalog catalog;
  private final Context context;
  private final String prefix;
  private final List<ConfigurationProblem> problems;
  private final Deque<AutoCloseable> created;
  private final List<BoundPart> parts;
  private final List<Warning> warnings;

  BindingSession(PluginCatalog catalog, Context context, List<ConfigurationProblem> problems) {
    this(
        catalog,
        context,
        "",
        new ArrayList<>(problems),
        new ArrayDeque<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private BindingSession(
      PluginCatalog catalog,
      Context context,
      String prefix,
      List<ConfigurationProblem> problems,
      Deque<AutoCloseable> created,
      List<BoundPart> parts,
      List<Warning> warnings) {
    this.catalog = catalog;
    this.context = context;
    this.prefix = prefix;
    this.problems = problems;
    this.created = created;
    this.parts = parts;
    this.warnings = warnings;
  }

  /**
   * The same session while it binds a default, so that messages tell what the user did not write.
   */
  BindingSession ofDefault(String text) {
    return new BindingSession(
        catalog,
        context,
        "the default '" + text + "' does not work: ",
        problems,
        created,
        parts,
        warnings);
  }

  /** Whether what is bound was written by the author of a record and not by the user. */
  boolean inDefault() {
    return !prefix.isEmpty();
  }

  PluginCatalog catalog() {
    return catalog;
  }

  Context context() {
    return context;
  }

  /** Notes a problem and returns the empty result of what cannot be bound. */
  Optional<BoundValue<Object>> refuse(SourceLocation place, String key, String message) {
    problems.add(new ConfigurationProblem(place, key, prefix + message));
    return Optional.empty();
  }

  void created(Object plugin) {
    if (plugin instanceof AutoCloseable resource) {
      created.push(resource);
    }
  }

  /** Notes a part of what is bound. */
  void bound(String key, Object value) {
    parts.add(new BoundPart(key, value));
  }

  List<BoundPart> parts() {
    return parts;
  }

  /** Notes what is likely a mistake. */
  void warn(Warning warning) {
    warnings.add(warning);
  }

  List<Warning> warnings() {
    return warnings;
  }

  /** Ends a binding that failed: frees what was created, and tells all that is wrong. */
  ConfigurationException failure() {
    problems.sort(Comparator.comparingLong(BindingSession::order));
    ConfigurationException failure = new ConfigurationException(problems);
    for (AutoCloseable resource : created) {
      try {
        resource.close();
      } catch (Exception notClosed) {
        failure.addSuppressed(notClosed);
      }
    }
    return failure;
  }

  boolean failed() {
    return !problems.isEmpty();
  }

  private static long order(ConfigurationProblem problem) {
    return order(problem.place());
  }

  private static long order(SourceLocation place) {
    if (place instanceof SourceLocation.Changed changed) {
      return order(changed.written());
    }
    return place instanceof SourceLocation.InText text
        ? ((long) text.line() << 32) + text.column()
        : Long.MAX_VALUE;
  }
}
