package io.retort.core.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An element-wise update as data: what a vector, and vectors of state beside it, hold afterwards as
 * expressions of what they and others held before. A host makes a loop of it, an accelerator a
 * kernel. Numbers that change from step to step are named scalars, so that one program serves all
 * steps and all settings of an optimizer.
 */
public final class UpdateProgram {
  private final Expression value;
  private final List<Expression> state;
  private final int inputs;
  private final Scalars scalars;
  private UpdateLoop loop;

  /**
   * A program.
   *
   * @param value what the vector holds afterwards
   * @param state what each vector of state holds afterwards
   * @throws IllegalArgumentException if an expression reads a state of which it is not said what it
   *     holds afterwards, or is of a row
   */
  public UpdateProgram(Expression value, List<Expression> state) {
    this.value = value;
    this.state = List.copyOf(state);
    FreeVariables read = FreeVariables.of(expressions());
    if (read.states() > state.size()) {
      throw new IllegalArgumentException(
          "State "
              + (read.states() - 1)
              + " is read, but the program updates only "
              + state.size()
              + " vectors of state");
    }
    if (!read.ofRows().isEmpty()) {
      throw new IllegalArgumentException(
          "An update has no rows, but an expression of its program is of one: "
              + read.ofRows().get(0));
    }
    this.inputs = read.inputs();
    this.scalars = read.scalars();
  }

  /**
   * What the vector holds afterwards.
   *
   * @return the expression
   */
  public Expression value() {
    return value;
  }

  /**
   * What the vectors of state hold afterwards.
   *
   * @return an expression for each
   */
  public List<Expression> state() {
    return state;
  }

  /**
   * How many vectors are only read.
   *
   * @return at least 0
   */
  public int inputs() {
    return inputs;
  }

  /**
   * The numbers that each update is given.
   *
   * @return their names, in the order of {@link #numbers}
   */
  public List<String> scalars() {
    return scalars.names();
  }

  /**
   * All expressions, each object once and after those that it is made of.
   *
   * @return in an order in which they can be computed
   */
  public List<Expression> expressions() {
    List<Expression> results = new ArrayList<>(state);
    results.add(value);
    return Expression.inOrder(results);
  }

  /**
   * The numbers of one update.
   *
   * @param named exactly {@link #scalars}, each of which is rounded to 32 bits
   * @return in the order of {@link #scalars}
   * @throws IllegalArgumentException naming a number that is missing or not wanted
   */
  public float[] numbers(Map<String, Double> named) {
    double[] numbers = scalars.numbers(named);
    float[] rounded = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      rounded[i] = (float) numbers[i];
    }
    return rounded;
  }

  /**
   * The loop that the host runs, made when it is first wanted and kept.
   *
   * @param compiler makes it
   */
  synchronized UpdateLoop loop(Function<UpdateProgram, UpdateLoop> compiler) {
    if (loop == null) {
      loop = compiler.apply(this);
    }
    return loop;
  }
}
