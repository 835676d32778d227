package io.retort.core.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final List<String> scalars;
  private UpdateLoop loop;

  /**
   * A program.
   *
   * @param value what the vector holds afterwards
   * @param state what each vector of state holds afterwards
   * @throws IllegalArgumentException if an expression reads a state of which it is not said what it
   *     holds afterwards
   */
  public UpdateProgram(Expression value, List<Expression> state) {
    this.value = value;
    this.state = List.copyOf(state);
    int read = 0;
    Set<String> names = new LinkedHashSet<>();
    for (Expression each : expressions()) {
      if (each instanceof Expression.State old && old.index() >= state.size()) {
        throw new IllegalArgumentException(
            "State "
                + old.index()
                + " is read, but the program updates only "
                + state.size()
                + " vectors of state");
      } else if (each instanceof Expression.Input input) {
        read = Math.max(read, input.index() + 1);
      } else if (each instanceof Expression.Scalar scalar) {
        names.add(scalar.name());
      }
    }
    this.inputs = read;
    this.scalars = List.copyOf(names);
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
    return scalars;
  }

  /**
   * All expressions, each object once and after those that it is made of.
   *
   * @return in an order in which they can be computed
   */
  public List<Expression> expressions() {
    Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Expression> ordered = new ArrayList<>();
    state.forEach(each -> visit(each, seen, ordered));
    visit(value, seen, ordered);
    return ordered;
  }

  private static void visit(Expression each, Set<Expression> seen, List<Expression> ordered) {
    if (!seen.add(each)) {
      return;
    }
    if (each instanceof Expression.Unary unary) {
      visit(unary.of(), seen, ordered);
    } else if (each instanceof Expression.Binary binary) {
      visit(binary.left(), seen, ordered);
      visit(binary.right(), seen, ordered);
    }
    ordered.add(each);
  }

  /**
   * The numbers of one update.
   *
   * @param named exactly {@link #scalars}, each of which is rounded to 32 bits
   * @return in the order of {@link #scalars}
   * @throws IllegalArgumentException naming a number that is missing or not wanted
   */
  public float[] numbers(Map<String, Double> named) {
    if (named.size() != scalars.size() || !named.keySet().containsAll(scalars)) {
      throw new IllegalArgumentException(
          "The program wants the numbers " + scalars + ", and was given " + named.keySet());
    }
    float[] numbers = new float[scalars.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (double) named.get(scalars.get(i));
    }
    return numbers;
  }

  /** The loop that the host runs, made when it is first wanted. */
  synchronized UpdateLoop loop() {
    if (loop == null) {
      loop = UpdateCompiler.compile(this);
    }
    return loop;
  }
}
