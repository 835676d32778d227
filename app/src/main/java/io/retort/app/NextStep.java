package io.retort.app;

import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.Comparison;
import io.retort.runtime.experiment.result.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What the figures of a run suggest to try next, in a sentence. */
final class NextStep {
  private static final int USUAL_SEEDS = 5;

  private final RunResult result;
  private final Comparison comparison;

  private NextStep(RunResult result) {
    this.result = result;
    this.comparison = result.comparisons().get(0);
  }

  /** The sentence, by the first head; empty if the figures suggest nothing. */
  static Optional<String> of(RunResult result) {
    if (result.comparisons().isEmpty()
        || Double.isNaN(result.comparisons().get(0).score().mean())) {
      return Optional.empty();
    }
    NextStep next = new NextStep(result);
    return switch (result.comparisons().get(0).verdict()) {
      case HELPED -> next.afterHelp();
      case DID_NOT_HELP -> Optional.of(next.withoutHelp());
      case CANNOT_TELL -> Optional.of(next.withoutAnswer());
    };
  }

  private Optional<String> afterHelp() {
    return comparison.repeats() > 1
        ? Optional.empty()
        : Optional.of(
            "--set split.repeats=5 says whether it also helps with other test samples and another"
                + " teacher.");
  }

  private String withoutHelp() {
    return teacherIsBetter()
        ? "try other temperatures and weights of the teacher with 'retort sweep'; docs/sweep.md has"
            + " an example."
        : "look for a better teacher: this one is no better than the student alone.";
  }

  private String withoutAnswer() {
    if (!teacherIsBetter()) {
      return "look for a better teacher: this one is no better than the student alone.";
    } else if (Double.isNaN(comparison.score().low()) && comparison.seeds() > 1) {
      return "take more test samples: there is no interval.";
    }
    int more = Math.max(USUAL_SEEDS, 2 * comparison.seeds());
    return (comparison.seeds() == 1
            ? "several seeds give a confidence interval: --set seeds="
            : "the interval includes 0, and more seeds make it narrower: --set seeds=")
        + LongStream.rangeClosed(1, more)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(",", "[", "]"));
  }

  /** Whether it has something to teach, as far as that is known. */
  private boolean teacherIsBetter() {
    Optional<Metrics> teacher = Optional.ofNullable(result.teacher().test().get(comparison.head()));
    List<ArmResult> alone =
        result.students().stream().filter(each -> each.arm().equals(ArmResult.ALONE)).toList();
    if (teacher.isEmpty() || alone.isEmpty()) {
      return true;
    }
    Figure score = teacher.get().figures().get(teacher.get().score());
    double mean =
        alone.stream()
            .mapToDouble(each -> each.test().get(comparison.head()).scoreValue())
            .average()
            .orElseThrow();
    return score.betterThan(new Figure(mean, score.unit(), score.higherIsBetter()));
  }
}
