package io.retort.losses;

import static io.retort.losses.Evaluated.row;
import static io.retort.losses.Evaluated.rows;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.loss.Target;
import org.junit.jupiter.api.Test;

class TeacherBoundedTest {

  @Test
  void aStudentThatIsWorseThanTheTeacherIsPulledToTheTruth() {
    // Errors (4 + 0)/2 against (1 + 1)/2; the teacher's side of the truth does not matter.
    Evaluated evaluation =
        Evaluated.of(
            new TeacherBounded(0),
            rows(row(2, 5)),
            new Target.LabelledValues(rows(row(0, 5)), rows(row(-1, 6))));

    evaluation.assertValue(2);
    evaluation.assertGradient(2, 0);
  }

  @Test
  void aStudentThatIsBetterIsLeftAlone() {
    // The second row is worse and alone counts, in a mean over both.
    Evaluated evaluation =
        Evaluated.of(
            new TeacherBounded(0),
            rows(row(1), row(3)),
            new Target.LabelledValues(rows(row(0), row(0)), rows(row(2), row(2))));

    evaluation.assertValue(9 / 2.0);
    evaluation.assertGradient(0, 3);
  }

  @Test
  void theMarginAsksForMore() {
    // Errors 1 and 4: better by 3.
    Target target = new Target.LabelledValues(rows(row(0)), rows(row(2)));

    Evaluated.of(new TeacherBounded(2.9), rows(row(1)), target).assertValue(0);
    Evaluated.of(new TeacherBounded(3.1), rows(row(1)), target).assertValue(1);
  }

  @Test
  void marginIsNotNegative() {
    assertThrows(IllegalArgumentException.class, () -> new TeacherBounded(-1));
    assertThrows(IllegalArgumentException.class, () -> new TeacherBounded(Double.NaN));
  }
}
