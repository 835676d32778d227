package io.retort.core.training;

import io.retort.core.loss.CriterionSetting;
import io.retort.core.strategy.Term;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which rows of a batch count for a term: those of its domain, with labels where it needs them and
 * a weight above 0; and how much.
 */
final class TermRows {
  private final Term term;
  private final ResidentTargets samples;
  private final Optional<RowWeights> weights;
  private final boolean needsLabels;

  TermRows(
      Term term, CriterionSetting setting, ResidentTargets samples, Optional<RowWeights> weights) {
    this.term = term;
    this.samples = samples;
    this.weights = weights;
    this.needsLabels =
        IntStream.range(0, term.targets().size())
            .anyMatch(
                i ->
                    term.targets().get(i).accept(new NeedsLabels(setting.targets().get(i).kind())));
  }

  /** The rows of a step's batch that count. */
  int[] of(StepContext step) {
    int[] rows = new int[step.samples().length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      int sample = step.samples()[i];
      if (counts(step.source().domain(sample), step.labelled()[i])
          && (weights.isEmpty() || weights.get().counts(sample))) {
        rows[count++] = i;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** Whether a sample counts, its weight aside. */
  boolean counts(int sample) {
    return counts(samples.domain(sample), samples.isLabelled(sample));
  }

  private boolean counts(int domain, boolean labelled) {
    return (term.domain().isEmpty() || domain == term.domain().getAsInt())
        && (!needsLabels || labelled);
  }

  /** The same for all terms for which the same samples {@link #counts count}. */
  String key() {
    return term.domain() + " " + needsLabels;
  }

  /** Rows of the same weight together; none where all have the same. */
  List<RowWeights.Part> parts(StepContext step, int[] rows) {
    return weights.map(each -> each.parts(step.samples(), rows)).orElse(List.of());
  }

  /** What the rows that count here are of those of all replicas, by their weights. */
  double share(StepContext step, int[] rows) {
    if (step.share().idle()) {
      return 0;
    }
    int[] batch = step.share().batch();
    if (batch.length == step.samples().length) {
      return 1;
    }
    double own =
        Arrays.stream(rows).map(row -> step.samples()[row]).mapToDouble(this::weight).sum();
    double all = Arrays.stream(batch).filter(this::counts).mapToDouble(this::weight).sum();
    return own / all;
  }

  private double weight(int sample) {
    return weights.map(each -> each.of(sample)).orElse(1.0);
  }
}
