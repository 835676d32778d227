package io.retort.optimizers;

import io.retort.core.optimizer.ParameterGroup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One training by {@link Lbfgs}. */
final class LbfgsSession extends LineSearchSession {
  /** The cosine of step and change of gradient below which a pair tells too little. */
  private static final double LEAST_CURVATURE = 1e-8;

  private static final String MOVE = "move-";
  private static final String CHANGE = "change-";

  private final int limit;

  /** The oldest first. */
  private final Deque<Pair> pairs = new ArrayDeque<>();

  LbfgsSession(Lbfgs optimizer, List<ParameterGroup> groups) {
    super(
        new LineSearch(
            optimizer.sufficientDecrease(), optimizer.curvature(), optimizer.evaluations(), false),
        optimizer.iterations(),
        groups);
    this.limit = optimizer.memory();
  }

  /** How the gradient changed along a step. */
  private record Pair(GroupedVector move, GroupedVector change, double product)
      implements AutoCloseable {

    Pair(GroupedVector move, GroupedVector change) {
      this(move, change, move.dot(change));
    }

    boolean curved() {
      return product > LEAST_CURVATURE * Math.sqrt(move.dot(move) * change.dot(change));
    }

    @Override
    public void close() {
      move.close();
      change.close();
    }
  }

  @Override
  boolean choose(GroupedVector direction, GroupedVector gradients) {
    direction.fill(0);
    direction.add(-1, gradients);
    double[] parts = new double[pairs.size()];
    int i = pairs.size();
    for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext(); ) {
      Pair pair = newestFirst.next();
      double part = pair.move().dot(direction) / pair.product();
      parts[--i] = part;
      direction.add(-part, pair.change());
    }
    direction.scaleByRates(pairs.isEmpty() ? 1 : scale(pairs.getLast()));
    for (Pair pair : pairs) {
      double part = pair.change().dot(direction) / pair.product();
      direction.add(parts[i++] - part, pair.move());
    }
    return !pairs.isEmpty();
  }

  /** What the newest pair says about the size of the inverse Hessian. */
  private static double scale(Pair newest) {
    return newest.product() / newest.change().dotByRates(newest.change());
  }

  @Override
  double firstTrial(double slope, double gradientNorm) {
    return pairs.isEmpty() ? Math.min(1, 1 / gradientNorm) : 1;
  }

  @Override
  void learn(Step step) {
    Pair pair =
        new Pair(
            difference(step.values(), step.startValues()),
            difference(step.gradients(), step.startGradients()));
    if (!pair.curved()) {
      pair.close();
      return;
    }
    if (pairs.size() == limit) {
      pairs.removeFirst().close();
    }
    pairs.addLast(pair);
  }

  private GroupedVector difference(GroupedVector after, GroupedVector before) {
    GroupedVector difference = allocate();
    difference.assign(after);
    difference.add(-1, before);
    return difference;
  }

  @Override
  void forget() {
    pairs.forEach(Pair::close);
    pairs.clear();
  }

  @Override
  Map<String, float[]> memory(GroupedVector direction) {
    Map<String, float[]> memory = new LinkedHashMap<>();
    int i = 0;
    for (Pair pair : pairs) {
      memory.put(MOVE + i, pair.move().toArray());
      memory.put(CHANGE + i, pair.change().toArray());
      i++;
    }
    return memory;
  }

  @Override
  void remember(Map<String, float[]> memory, GroupedVector direction) {
    int count = memory.size() / 2;
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      names.add(MOVE + i);
      names.add(CHANGE + i);
    }
    if (!memory.keySet().equals(names)
        || count > limit
        || memory.values().stream().anyMatch(vector -> vector.length != length())) {
      throw foreign(
          memory,
          "up to "
              + limit
              + " pairs ["
              + MOVE
              + "0, "
              + CHANGE
              + "0, …] of "
              + length()
              + " values each");
    }
    forget();
    for (int i = 0; i < count; i++) {
      pairs.addLast(new Pair(vector(memory.get(MOVE + i)), vector(memory.get(CHANGE + i))));
    }
  }

  private GroupedVector vector(float[] values) {
    GroupedVector vector = allocate();
    vector.write(values);
    return vector;
  }

  @Override
  public void close() {
    forget();
    super.close();
  }
}
