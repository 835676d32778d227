package io.retort.runtime.experiment.checkpoint;

import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.configuration.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a run was begun with: whoever goes on with it must have the same, or the result would be
 * that of no run.
 *
 * @param started when it began, as {@link Instant} writes it
 * @param configurations the hashes of its configuration, before and after changes
 * @param data the hash of its samples
 * @param plugins for each plugin that it was made with, its version and the hash of its jar
 * @param environment what the last bits of the figures depend on besides
 * @param elsewhere where it was resumed in another environment, in words
 * @param changes keys that were changed when it was resumed, with what they were set to
 */
public record RunIdentity(
    String started,
    List<String> configurations,
    String data,
    Map<String, String> plugins,
    Map<String, String> environment,
    List<String> elsewhere,
    List<String> changes) {
  /** Its file among the checkpoints. */
  public static final String FILE = RunCheckpoints.FOLDER + "/run.json";

  public RunIdentity {
    Instant.parse(started);
    Objects.requireNonNull(data);
    configurations = List.copyOf(configurations);
    plugins = Map.copyOf(plugins);
    environment = Map.copyOf(environment);
    elsewhere = List.copyOf(elsewhere);
    changes = List.copyOf(changes);
  }

  /**
   * That of a run that begins.
   *
   * @param started when it begins
   * @param configuration the hash of its configuration
   * @param data the hash of its samples
   * @param plugins their versions
   * @param environment what the last bits depend on
   */
  public static RunIdentity beginning(
      Instant started,
      String configuration,
      String data,
      Map<String, String> plugins,
      Map<String, String> environment) {
    return new RunIdentity(
        started.toString(),
        List.of(configuration),
        data,
        plugins,
        environment,
        List.of(),
        List.of());
  }

  /**
   * Reads the identity of an unfinished run.
   *
   * @param run its folder
   */
  public static RunIdentity read(Path run) {
    Path file = run.resolve(FILE);
    try {
      return Json.read(Files.readString(file), RunIdentity.class);
    } catch (IOException | RuntimeException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " cannot be read, so that "
              + run
              + " cannot be resumed: "
              + Reason.of(unreadable)
              + "; delete the folder and begin again",
          unreadable);
    }
  }

  /** As it is written. */
  public String toJson() {
    return Json.pretty(this);
  }

  /** The same run with more changes. */
  public RunIdentity with(List<String> more) {
    List<String> all = new ArrayList<>(changes);
    all.addAll(more);
    return new RunIdentity(started, configurations, data, plugins, environment, elsewhere, all);
  }

  /** The same run, which went on in another environment. */
  RunIdentity elsewhere(List<String> differences) {
    Set<String> all = new LinkedHashSet<>(elsewhere);
    all.addAll(differences);
    return new RunIdentity(
        started, configurations, data, plugins, environment, List.copyOf(all), changes);
  }

  /** The same run, whose configuration may have another hash. */
  public RunIdentity configured(String hash) {
    List<String> hashes = new ArrayList<>(configurations);
    hashes.add(hash);
    return new RunIdentity(started, hashes, data, plugins, environment, elsewhere, changes);
  }

  /**
   * Makes sure that a run goes on with what it was begun with.
   *
   * @param now what there is now
   * @param run its folder, for the message
   * @throws RetortException naming what has changed
   */
  public void requireSame(RunIdentity now, Path run) {
    List<String> changed = new ArrayList<>();
    if (!data.equals(now.data)) {
      changed.add("the content of the data set");
    }
    plugins.forEach(
        (plugin, version) -> {
          if (!version.equals(now.plugins.get(plugin))) {
            changed.add("the " + plugin);
          }
        });
    if (!changed.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          run
              + " cannot be resumed: "
              + String.join(", ", changed)
              + (changed.size() == 1 ? " has" : " have")
              + " changed since it began; restore "
              + (changed.size() == 1 ? "it" : "them")
              + ", or begin again in another folder");
    }
  }

  /** The parts of the environment that have changed, in words. */
  public List<String> differences(RunIdentity now) {
    List<String> differences = new ArrayList<>();
    environment.forEach(
        (name, value) -> {
          if (!value.equals(now.environment.get(name))) {
            differences.add(name + " (" + value + ", now " + now.environment.get(name) + ")");
          }
        });
    return differences;
  }
}
