package io.retort.runtime.experiment.sweep;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.runtime.common.files.FolderName;
import io.retort.runtime.configuration.Alternatives;
import io.retort.runtime.configuration.Destination;
import io.retort.runtime.configuration.WrittenValue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a sweep file says: an experiment, and keys of it with the values to try. The candidates are
 * all combinations.
 *
 * @param name names the sweep in reports and the default output folder
 * @param experiment the experiment file
 * @param set keys of the experiment with a value for all candidates
 * @param vary keys of the experiment with the values to try
 * @param search how the candidates are compared
 * @param seeds each candidate is trained once for each seed
 * @param report whether the sweep ends with a page about it
 * @param output the folder to write to
 */
public record Sweep(
    @Doc("Names the sweep in reports and in the default output folder.") String name,
    @Doc("The experiment file.") Path experiment,
    @Doc("Keys of the experiment, such as student.training.steps, with a value for all candidates.")
        @Default("{}")
        Map<String, WrittenValue> set,
    @Doc(
            "Keys of the experiment, such as strategy.temperature, with the values to try: a list,"
                + " or {from: 1, to: 16, count: 5, scale: logarithmic}. All combinations are"
                + " tried.")
        Map<String, Alternatives> vary,
    @Doc("How the candidates are compared.") @Default("{kind: grid}") Search search,
    @Doc("Each candidate is trained once for each seed.") @Default("[1, 2, 3]") List<Long> seeds,
    @Doc("Whether the sweep ends with a page about it, report.html.") @Default("true")
        boolean report,
    @Doc(
            "The folder to write to, from the working folder; by default runs/NAME/TIME. One that a"
                + " file names lies below the file's folder or below runs.")
        Optional<Destination> output) {
  private static final int MOST_CANDIDATES = 10_000;

  public Sweep {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    vary = Collections.unmodifiableMap(new LinkedHashMap<>(vary));
    seeds = List.copyOf(seeds);
    FolderName.require(name);
    if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException(
          "The seeds " + seeds + " must be at least one number, none of them twice");
    }
    if (vary.isEmpty()) {
      throw new IllegalArgumentException("Name at least one key under vary");
    }
    for (String key : vary.keySet()) {
      refuse(key);
      if (set.containsKey(key)) {
        throw new IllegalArgumentException(
            "The key '" + key + "' is both under set and under vary; name it once");
      }
    }
    double candidates = 1;
    for (Alternatives values : vary.values()) {
      candidates *= values.values().size();
    }
    if (candidates > MOST_CANDIDATES) {
      throw new IllegalArgumentException(
          String.format(
              "There are %.0f combinations, more than %d; try fewer values",
              candidates, MOST_CANDIDATES));
    }
  }

  /** Refuses keys that do not change the student, or by which it could not be compared. */
  private static void refuse(String key) {
    if (Stream.of("name", "seeds", "exporters", "report", "output")
        .anyMatch(other -> key.matches(other + "([.\\[].*)?"))) {
      throw new IllegalArgumentException(
          "The key '" + key + "' does not change how a student is trained; vary another one");
    }
    if (key.matches("(metrics|select-by)([.\\[].*)?")) {
      throw new IllegalArgumentException(
          "The key '"
              + key
              + "' changes by what the candidates are compared; name it under set, which is for all"
              + " of them");
    }
    // Whatever else split says, or comes to say, the validation samples may depend on.
    boolean onlyTraining = key.equals("split.samples") || key.equals("split.labelled");
    if (key.matches("(data|split)([.\\[].*)?") && !onlyTraining) {
      throw new IllegalArgumentException(
          "The key '"
              + key
              + "' changes the validation samples, so that the candidates could not be compared;"
              + " vary another one, or name it under set and run a sweep for each of its values");
    }
  }
}
