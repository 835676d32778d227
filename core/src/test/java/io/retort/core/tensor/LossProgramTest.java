package io.retort.core.tensor;

import static io.retort.core.tensor.Expression.constant;
import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.state;
import static io.retort.core.tensor.Expression.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossProgramTest {

  /** The derivative of Σ (z − t)·(z − t), by the product rule, has no other expressions. */
  @Test
  void gradientIsMadeOfTheValuesExpressions() {
    Expression student = value();
    Expression difference = student.minus(input(0));
    LossProgram program = new LossProgram(difference.times(difference).rowSum());
    assertEquals(difference.plus(difference), program.gradient());
    assertTrue(program.isElementwise(program.gradient()));
    assertFalse(program.isElementwise(program.value()));
  }

  @Test
  void aNumberOfTheRowHasTheSumOfWhatItsElementsGive() {
    Expression student = value();
    Expression sum = student.rowSum();
    LossProgram program = new LossProgram(sum.times(input(0)).rowSum());
    assertEquals(input(0).rowSum(), program.gradient());
  }

  @Test
  void logarithmOfTheSumOfExponentialsHasSoftmaxForItsGradient() {
    Expression student = value();
    Expression logSum = student.rowLogSumExp();
    assertEquals(student.minus(logSum).exp(), new LossProgram(logSum).gradient());
  }

  @Test
  void whatItReadsIsKnown() {
    LossProgram program =
        new LossProgram(
            value()
                .minus(input(1))
                .times(scalar("weight"))
                .plus(new Expression.TrueClass())
                .rowSum()
                .plus(scalar("margin")));
    assertEquals(2, program.targets());
    assertTrue(program.readsClasses());
    assertEquals(List.of("weight", "margin"), program.scalars());
    assertEquals(3, program.numbers(Map.of("margin", 3.0, "weight", 1.0))[1]);
    assertThrows(IllegalArgumentException.class, () -> program.numbers(Map.of("margin", 3.0)));
  }

  @Test
  void whatIsNoLossOfRowsIsRefused() {
    for (Expression wrong : List.of(value(), constant(1), value().plus(state(0)).rowSum())) {
      assertThrows(IllegalArgumentException.class, () -> new LossProgram(wrong));
    }
  }

  @Test
  void updatesKnowNoRows() {
    for (Expression wrong :
        List.of(value().rowSum(), new Expression.TrueClass(), new Expression.RowLength())) {
      assertThrows(
          IllegalArgumentException.class, () -> new UpdateProgram(value().plus(wrong), List.of()));
    }
  }
}
