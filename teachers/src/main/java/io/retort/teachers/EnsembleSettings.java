package io.retort.teachers;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import java.util.List;
import java.util.Optional;

/**
 * Several teachers as one, whose output is the mean of theirs. For classes and labels, the mean of
 * probabilities {@code Σ a_k p_k} and the mean of logits {@code Σ a_k z_k} are different things:
 * the first keeps what any of them finds possible, the second is the normalised geometric mean of
 * their probabilities, in which a teacher that is sure outvotes others. Values are averaged as they
 * are.
 *
 * @param teachers the teachers
 * @param average what of their outputs is averaged
 * @param weights a_k, which are divided by their sum; equal if not given
 */
public record EnsembleSettings(
    @Doc("The teachers; two of the same configuration still differ in what they draw at random.")
        List<Recipe<Teacher>> teachers,
    @Doc("What is averaged for classes and labels: probabilities or logits.")
        @Default("probabilities")
        Average average,
    @Doc("The weight of each teacher; all the same if not given.") Optional<List<Double>> weights) {

  /** What is averaged. */
  public enum Average {
    /** The distributions, at temperature 1. */
    PROBABILITIES,
    /** What softmax or sigmoid is taken of. */
    LOGITS
  }

  public EnsembleSettings {
    teachers = List.copyOf(teachers);
    weights = weights.map(List::copyOf);
    if (teachers.isEmpty()) {
      throw new IllegalArgumentException("An ensemble needs at least one teacher");
    }
    if (weights.isPresent() && weights.get().size() != teachers.size()) {
      throw new IllegalArgumentException(
          "There are "
              + weights.get().size()
              + " weights for "
              + teachers.size()
              + " teachers; give one for each");
    }
    weights
        .orElse(List.of())
        .forEach(
            weight -> {
              if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                    "The weight " + weight + " of a teacher is not a finite number above 0");
              }
            });
  }
}
