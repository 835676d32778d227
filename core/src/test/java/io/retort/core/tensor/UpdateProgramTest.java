package io.retort.core.tensor;

import static io.retort.core.tensor.Expression.constant;
import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.state;
import static io.retort.core.tensor.Expression.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdateProgramTest {

  @Test
  void everyFunctionIsComputed() {
    Expression x = input(0);
    Expression y = input(1);
    assertComputes(x.plus(y), 4 + 0.5f);
    assertComputes(x.minus(y), 4 - 0.5f);
    assertComputes(x.times(y), 4 * 0.5f);
    assertComputes(x.over(y), 4 / 0.5f);
    assertComputes(x.max(y), 4);
    assertComputes(x.min(y), 0.5f);
    assertComputes(x.sqrt(), 2);
    assertComputes(y.minus(x).abs(), 3.5f);
    assertComputes(y.minus(x).sign(), -1);
    assertComputes(x.negate(), -4);
    assertComputes(x.exp(), (float) Math.exp(4));
    assertComputes(x.log(), (float) Math.log(4));
    assertComputes(y.log1p(), (float) Math.log(1.5));
    assertComputes(x.positive(y, x), 0.5f);
    assertComputes(constant(0).positive(y, x), 4);
    assertComputes(constant(Float.NaN).positive(y, x), 4);
    assertComputes(constant(2.5f), 2.5f);
    assertComputes(value(), 7);
    assertComputes(scalar("s"), 3, Map.of("s", 3.0));
  }

  private static void assertComputes(Expression expression, float expected) {
    assertComputes(expression, expected, Map.of());
  }

  private static void assertComputes(
      Expression expression, float expected, Map<String, Double> numbers) {
    UpdateProgram program = new UpdateProgram(expression, List.of());
    float[] values = {7, 7};
    float[][] inputs = {{4, 4}, {0.5f, 0.5f}};
    program
        .loop(UpdateCompiler::compile)
        .run(values, new float[0][], inputs, program.numbers(numbers), 1);
    assertArrayEquals(new float[] {expected, 7}, values, expression.toString());
  }

  @Test
  void allIsReadBeforeAnythingIsWritten() {
    // The vector and its state change places.
    UpdateProgram swap = new UpdateProgram(state(0), List.of(value()));
    float[] values = {1, 2};
    float[][] states = {{10, 20}};
    swap.loop(UpdateCompiler::compile).run(values, states, new float[0][], new float[0], 2);
    assertArrayEquals(new float[] {10, 20}, values);
    assertArrayEquals(new float[] {1, 2}, states[0]);
  }

  @Test
  void vectorsRunProgramsOverAllBlocks() {
    Expression mean = scalar("keep").times(state(0)).plus(input(0));
    UpdateProgram program =
        new UpdateProgram(value().minus(scalar("rate").times(mean)), List.of(mean));
    int length = 2500;
    try (HostVector x = HostVector.allocate(length);
        HostVector m = HostVector.allocate(length);
        HostVector g = HostVector.allocate(length)) {
      float[] gradient = new float[length];
      for (int i = 0; i < length; i++) {
        gradient[i] = i;
      }
      g.write(0, gradient);
      m.fill(2);
      x.update(Update.of(program, Map.of("keep", 0.5, "rate", 2.0)), List.of(m), List.of(g));
      float[] moved = new float[length];
      x.read(0, moved);
      for (int i = 0; i < length; i++) {
        assertEquals(-2 * (1f + i), moved[i]);
      }
    }
  }

  @Test
  void numbersThatAreMissingOrNotWantedAreNamed() {
    UpdateProgram program = new UpdateProgram(scalar("rate").times(value()), List.of());
    String message =
        assertThrows(IllegalArgumentException.class, () -> program.numbers(Map.of("rat", 1.0)))
            .getMessage();
    assertTrue(message.contains("[rate]") && message.contains("[rat]"), message);
    UpdateProgram none = new UpdateProgram(input(0), List.of());
    assertThrows(IllegalArgumentException.class, () -> none.numbers(Map.of("rate", 1.0)));
  }

  @Test
  void vectorsThatAreMissingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new UpdateProgram(state(0), List.of()));
    UpdateProgram program = new UpdateProgram(input(0), List.of());
    try (HostVector x = HostVector.allocate(1)) {
      Update update = Update.of(program, Map.of());
      assertThrows(IllegalArgumentException.class, () -> x.update(update, List.of(), List.of()));
    }
  }

  @Test
  void whatIsUsedTwiceIsListedOnce() {
    Expression square = input(0).times(input(0));
    UpdateProgram program = new UpdateProgram(square.plus(square.sqrt()), List.of());
    assertEquals(1, program.expressions().stream().filter(each -> each == square).count());
  }
}
