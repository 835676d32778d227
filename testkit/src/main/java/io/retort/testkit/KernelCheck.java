package io.retort.testkit;

import static io.retort.core.tensor.Expression.constant;
import static io.retort.core.tensor.Expression.input;
import static io.retort.core.tensor.Expression.scalar;
import static io.retort.core.tensor.Expression.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.LossKernel;
import io.retort.core.loss.LossFormula;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Compares a backend's kernel of a loss with what the program says, row after row. */
final class KernelCheck {
  private static final int ROWS = 5;
  private static final double WEIGHT = 0.7;
  private static final double TOLERANCE = 1e-4;

  /** Every function of the language, of elements and of rows. */
  private static final LossProgram PROGRAM = program();

  private final ComputeBackend backend;
  private final Random random;
  private final int width;

  KernelCheck(ComputeBackend backend, long seed, int width) {
    this.backend = backend;
    this.random = new Random(seed);
    this.width = width;
  }

  private static LossProgram program() {
    Expression z = value().over(scalar("temperature"));
    Expression student = z.minus(z.rowLogSumExp());
    Expression teacher = input(0).minus(input(0).rowLogSumExp());
    Expression divergence =
        input(1).positive(teacher.exp().times(teacher.minus(student)), constant(0)).rowSum();
    Expression label = new Expression.TrueClass().times(student.negate()).rowSum();
    Expression distance =
        value()
            .minus(input(1))
            .abs()
            .min(constant(2))
            .plus(value().max(input(0)).abs().negate().exp().log1p())
            .plus(value().times(input(1).sign()))
            .rowSum()
            .over(new Expression.RowLength());
    Expression norm = value().times(value()).rowSum().plus(constant(1)).sqrt().log();
    return new LossProgram(divergence.plus(label).plus(distance).plus(norm));
  }

  /** Fails unless value, gradient and norm are those of the program. */
  void run() {
    Optional<LossKernel> compiled = backend.compile(PROGRAM);
    if (compiled.isPresent()) {
      try (LossKernel kernel = compiled.get()) {
        evaluate(kernel, new float[] {1, 1, 1, 1, 1});
        evaluate(kernel, new float[] {0, 1, 0, 1, 1});
      }
    }
  }

  private void evaluate(LossKernel kernel, float[] chosen) {
    float[][] numbers = new float[3][ROWS * width];
    for (float[] each : numbers) {
      for (int i = 0; i < each.length; i++) {
        each[i] = (float) random.nextGaussian();
      }
    }
    float[] classes = new float[ROWS];
    int count = 0;
    for (int row = 0; row < ROWS; row++) {
      classes[row] = random.nextInt(width);
      count += (int) chosen[row];
      if (chosen[row] == 0) {
        // What does not count is not looked at.
        Arrays.fill(numbers[0], row * width, (row + 1) * width, Float.NaN);
      }
    }
    double[] scalars = PROGRAM.numbers(Map.of("temperature", 2.5));
    try (Vector student = vector(numbers[0]);
        Vector first = vector(numbers[1]);
        Vector second = vector(numbers[2]);
        Vector labels = vector(classes);
        Vector mask = vector(chosen);
        Vector gradient = vector(new float[ROWS * width]);
        Vector figures = vector(new float[6])) {
      gradient.fill(3);
      Shape shape = Shape.of(ROWS, width);
      kernel.evaluate(
          new LossKernel.Rows(
              new DeviceTensor(shape, student),
              List.of(first, second),
              Optional.of(labels),
              count == ROWS ? Optional.empty() : Optional.of(mask),
              count),
          scalars,
          WEIGHT,
          new LossKernel.Result(new DeviceTensor(shape, gradient), figures, 2));
      compare(numbers, classes, chosen, count, scalars, read(gradient), read(figures));
    }
  }

  private void compare(
      float[][] numbers,
      float[] classes,
      float[] chosen,
      int count,
      double[] scalars,
      float[] gradient,
      float[] figures) {
    ReferenceLoss reference = ReferenceLoss.of(new LossFormula(PROGRAM, scalars));
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < ROWS; row++) {
      double[] expected = new double[width];
      if (chosen[row] > 0) {
        ReferenceLoss.RowResult result =
            reference.row(
                row(numbers[0], row),
                List.of(row(numbers[1], row), row(numbers[2], row)),
                (int) classes[row]);
        sum += result.value() / count;
        Arrays.setAll(expected, i -> WEIGHT / count * result.gradient()[i]);
      }
      for (int i = 0; i < width; i++) {
        squares += expected[i] * expected[i];
        assertEquals(
            expected[i],
            gradient[row * width + i],
            TOLERANCE,
            "The gradient of a kernel is not that of its program");
      }
    }
    assertEquals(
        sum,
        figures[2],
        TOLERANCE * Math.max(1, Math.abs(sum)),
        "A kernel's value is not the mean");
    assertEquals(
        Math.sqrt(squares), figures[3], TOLERANCE, "A kernel's norm is not its gradient's");
    assertEquals(0, figures[0] + figures[1] + figures[4] + figures[5], "Other figures change");
  }

  private float[] row(float[] all, int row) {
    return Arrays.copyOfRange(all, row * width, (row + 1) * width);
  }

  private Vector vector(float[] values) {
    Vector vector = backend.vector(values.length);
    vector.write(0, values);
    return vector;
  }

  private static float[] read(Vector vector) {
    float[] values = new float[vector.length()];
    vector.read(0, values);
    return values;
  }
}
