package io.retort.runtime.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the figures of a run suggest to try next, in a sentence. */
final class NextStep {
  private static final int USUAL_SEEDS = 5;

  /** Twice as many make an interval narrower by a third, which is not worth their time. */
  private static final int MANY_SEEDS = 15;

  private static final String SWEEP =
      "try other temperatures and weights of the teacher with 'retort sweep'; docs/sweep.md has an"
          + " example.";

  private final RunData data;
  private final JsonNode comparison;
  private final int seeds;

  private NextStep(RunData data, JsonNode comparison) {
    this.data = data;
    this.comparison = comparison;
    this.seeds = comparison.path("seeds").asInt(1);
  }

  /** The sentence, by the first head; empty if the figures suggest nothing. */
  static Optional<String> of(RunData data) {
    JsonNode first = data.result().path("comparisons").path(0);
    if (!first.path("gain").isNumber()) {
      return Optional.empty();
    }
    NextStep next = new NextStep(data, first);
    return switch (first.path("verdict").asText("cannot-tell")) {
      case "helped" -> next.afterHelp();
      case "did-not-help" -> Optional.of(next.withoutHelp());
      default -> Optional.of(next.withoutAnswer());
    };
  }

  private Optional<String> afterHelp() {
    return comparison.path("repeats").asInt(1) > 1
        ? Optional.empty()
        : Optional.of(
            "--set split.repeats=5 says whether it also helps with other test samples and another"
                + " teacher.");
  }

  private String withoutHelp() {
    return teacherIsBetter()
        ? SWEEP
        : "look for a better teacher: this one is no better than the student alone.";
  }

  private String withoutAnswer() {
    if (!teacherIsBetter()) {
      return "look for a better teacher: this one is no better than the student alone.";
    } else if (comparison.path("interval95").size() < 2 && seeds > 1) {
      return "take more test samples: there is no interval.";
    }
    if (seeds > MANY_SEEDS) {
      return "the interval includes 0 even with " + seeds + " seeds; " + SWEEP;
    }
    int more = Math.max(USUAL_SEEDS, 2 * seeds);
    return (seeds == 1
            ? "several seeds give a confidence interval: --set seeds="
            : "the interval includes 0, and more seeds make it narrower: --set seeds=")
        + IntStream.rangeClosed(1, more)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",", "[", "]"));
  }

  /** Whether it has something to teach, as far as that is known. */
  private boolean teacherIsBetter() {
    double teacher = score(data.result().path("teacher"));
    List<JsonNode> alone =
        RunData.list(data.result().path("students")).stream()
            .filter(each -> each.path("arm").asText().equals(RunData.ALONE))
            .toList();
    OptionalDouble mean = alone.stream().mapToDouble(this::score).average();
    if (!data.result().path("teacher").path("test").has(head())
        || Double.isNaN(mean.orElse(Double.NaN))) {
      return true;
    }
    return comparison.path("higher-is-better").asBoolean(true)
        ? teacher > mean.getAsDouble()
        : teacher < mean.getAsDouble();
  }

  private String head() {
    return comparison.path("head").asText();
  }

  private double score(JsonNode model) {
    return RunData.number(model.path("test").path(head()).path(comparison.path("score").asText()));
  }
}
