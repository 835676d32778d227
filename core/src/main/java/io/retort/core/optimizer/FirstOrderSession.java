package io.retort.core.optimizer;

import io.retort.core.tensor.Update;
import io.retort.core.tensor.UpdateProgram;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The state vectors of a first-order optimizer, and its step. */
final class FirstOrderSession implements Optimizer.Session {
  private final FirstOrderOptimizer optimizer;
  private final List<ParameterGroup> groups;
  private final List<List<Vector>> states = new ArrayList<>();
  private final Map<UpdateProgram, Optional<UpdateProgram>> flushes = new HashMap<>();
  private long steps;

  FirstOrderSession(FirstOrderOptimizer optimizer, List<ParameterGroup> groups) {
    this.optimizer = optimizer;
    this.groups = List.copyOf(groups);
    for (ParameterGroup group : groups) {
      states.add(optimizer.stateNames().stream().map(name -> group.values().like()).toList());
    }
  }

  @Override
  public void step(Objective objective, double rateFactor) {
    objective.differentiate();
    steps++;
    for (int i = 0; i < groups.size(); i++) {
      ParameterGroup group = groups.get(i);
      Update update =
          optimizer.update(
              new FirstOrderOptimizer.Step(steps, rateFactor * group.rate(), group.decay()));
      List<Vector> gradients = List.of(group.gradients());
      group.values().update(update, states.get(i), gradients);
      // By the number of the step, which is restored: a training that goes on does the same.
      if (steps % SubnormalFlush.EVERY == 0 && update instanceof Update.Program program) {
        flush(program.program(), group, states.get(i), gradients);
      }
    }
  }

  private void flush(
      UpdateProgram program, ParameterGroup group, List<Vector> state, List<Vector> gradients) {
    flushes
        .computeIfAbsent(program, SubnormalFlush::of)
        .ifPresent(flush -> group.values().update(Update.of(flush, Map.of()), state, gradients));
  }

  @Override
  public Optimizer.State state() {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    List<String> names = optimizer.stateNames();
    for (int i = 0; i < names.size(); i++) {
      float[] all = new float[length()];
      int offset = 0;
      for (List<Vector> state : states) {
        float[] part = new float[state.get(i).length()];
        state.get(i).read(0, part);
        System.arraycopy(part, 0, all, offset, part.length);
        offset += part.length;
      }
      vectors.put(names.get(i), all);
    }
    return new Optimizer.State(steps, vectors);
  }

  @Override
  public void restore(Optimizer.State state) {
    List<String> names = optimizer.stateNames();
    if (!state.vectors().keySet().equals(Set.copyOf(names))
        || state.vectors().values().stream().anyMatch(vector -> vector.length != length())) {
      throw new IllegalArgumentException(
          "The state holds "
              + state.vectors().keySet()
              + ", but this optimizer remembers "
              + names
              + " of "
              + length()
              + " values each");
    }
    for (int i = 0; i < names.size(); i++) {
      float[] all = state.vectors().get(names.get(i));
      int offset = 0;
      for (List<Vector> groupState : states) {
        Vector vector = groupState.get(i);
        vector.write(0, Arrays.copyOfRange(all, offset, offset + vector.length()));
        offset += vector.length();
      }
    }
    steps = state.step();
  }

  private int length() {
    return groups.stream().mapToInt(group -> group.values().length()).sum();
  }

  @Override
  public void close() {
    states.forEach(state -> state.forEach(Vector::close));
  }
}
