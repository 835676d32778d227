package io.retort.strategies;

import io.retort.core.loss.Criterion;
import io.retort.core.loss.HighTemperature;
import io.retort.core.loss.TemperedLoss;
import io.retort.core.plugin.Caution;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.List;

/**
 * Hints: the student imitates activations inside the teacher (FitNets, Romero et al. 2015), besides
 * the terms of {@link TemperatureSettings}.
 *
 * @param hints which activations
 * @param jointHints several pairs that one loss compares together
 * @param hintWeight the weight of all hints together
 * @param hintStage the share of the steps in which only the hints are trained, up to their taps
 * @param temperature T of the soft term
 * @param softWeight the weight of the soft term; true labels have 1 minus this
 * @param soft the loss between the outputs of student and teacher
 */
public record FeatureSettings(
    @Doc("Pairs of a student's and a teacher's node.") @Default("[]") List<Hint> hints,
    @Doc("Several nodes of both that one loss compares together, such as attention over levels.")
        @Default("[]")
        List<JointHint> jointHints,
    @Doc("The weight of all hints together, each with an equal part.") @Default("1") @Range(min = 0)
        double hintWeight,
    @Doc("The share of the steps of a first stage that trains up to the hints only; 0 for none.")
        @Default("0")
        @Range(min = 0, max = 1, maxExclusive = true)
        double hintStage,
    @Doc("Divides the logits of teacher and student in the soft term.")
        @Default("4")
        @Range(min = 0, minExclusive = true, max = 1000)
        @Caution(above = HighTemperature.ABOVE, because = HighTemperature.BECAUSE)
        double temperature,
    @Doc("The weight of the teacher's outputs; true labels have 1 minus this.")
        @Default("0")
        @Range(min = 0, max = 1)
        double softWeight,
    @Doc("The loss between the outputs of student and teacher.") @Default("{kind: distillation}")
        TemperedLoss soft) {

  public FeatureSettings {
    hints = List.copyOf(hints);
    jointHints = List.copyOf(jointHints);
    if (hints.isEmpty() && jointHints.isEmpty()) {
      throw new IllegalArgumentException("Give at least one hint, {student: …, teacher: …}");
    }
    if (hintStage > 0 && hintWeight == 0) {
      throw new IllegalArgumentException(
          "The hint-weight is 0, so that the hint-stage would train nothing; set hint-stage to 0 or"
              + " give the hints a weight");
    }
  }

  /**
   * A pair of nodes.
   *
   * @param student the student's node
   * @param teacher the teacher's node
   * @param distance the loss between the two
   */
  public record Hint(
      @Doc("The student's node.") String student,
      @Doc("The teacher's node.") String teacher,
      @Doc("The loss between the two.") @Default("{kind: mean-squared-error}")
          Criterion distance) {}

  /**
   * Several nodes that one loss compares together, as they are.
   *
   * @param students the student's nodes
   * @param teachers the teacher's nodes, in the same order
   * @param distance the loss
   */
  public record JointHint(
      @Doc("The student's nodes.") List<String> students,
      @Doc("The teacher's nodes, in the same order.") List<String> teachers,
      @Doc("The loss that compares them together.") @Default("{kind: attention}")
          Criterion distance) {

    public JointHint {
      students = List.copyOf(students);
      teachers = List.copyOf(teachers);
      if (students.isEmpty() || students.size() != teachers.size()) {
        throw new IllegalArgumentException(
            "A joint hint pairs the student's nodes "
                + students
                + " with the teacher's "
                + teachers
                + "; give as many of the one as of the other, at least one");
      }
    }
  }
}
