package io.retort.testkit;

import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.OptimizerProvider;
import io.retort.core.optimizer.ParameterGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Adam with decoupled weight decay, as it should be and in many wrong forms. */
final class OptimizerBugs {

  private OptimizerBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "goes up the gradient",
            () ->
                new Adam() {
                  @Override
                  double direction(double mean) {
                    return -mean;
                  }
                },
            "descendsAQuadratic",
            "The quadratic fell"),
        bug(
            "fetches the gradients to look at them",
            () ->
                new Adam() {
                  @Override
                  double rate(double factor, ParameterGroup group) {
                    group.gradients().read(0, new float[1]);
                    return super.rate(factor, group);
                  }
                },
            "stepsLeaveVectorsWhereTheyAre",
            "Copies between the host and vectors"),
        bug(
            "stops when the quadratic is done",
            () ->
                new Adam() {
                  @Override
                  long lastStep() {
                    return 320;
                  }
                },
            "descendsRosenbrocksValley",
            "Rosenbrock's function fell"),
        bug(
            "the means are not restored",
            () ->
                new Adam() {
                  @Override
                  void restore(Memory memory, State state) {
                    memory.steps = state.step();
                  }
                },
            "restoredStateGivesTheSameSteps",
            "The resumed training took other steps"),
        bug(
            "the bias correction starts anew after a restore",
            () ->
                new Adam() {
                  @Override
                  void restore(Memory memory, State state) {
                    super.restore(memory, state);
                    memory.steps = 0;
                  }
                },
            "restoredStateGivesTheSameSteps",
            "The number of steps was not restored"),
        bug(
            "the saved state is the live one",
            () ->
                new Adam() {
                  @Override
                  float[] save(float[] vector) {
                    return vector;
                  }
                },
            "stateIsACopy",
            "Later steps change a saved state"),
        bug(
            "the state of another optimizer is taken for its own",
            () ->
                new Adam() {
                  @Override
                  void check(State state) {}
                },
            "foreignStateIsRefused",
            "is not refused"),
        bug(
            "the memory is the optimizer's, not the session's",
            () ->
                new Adam() {
                  private Memory shared;

                  @Override
                  Memory memory(List<ParameterGroup> groups) {
                    shared = shared == null ? super.memory(groups) : shared;
                    return shared;
                  }
                },
            "sameStartGivesTheSameSteps",
            "A second training from the same start differs"),
        bug(
            "the schedule is ignored",
            () ->
                new Adam() {
                  @Override
                  double rate(double factor, ParameterGroup group) {
                    return super.rate(1, group);
                  }
                },
            "factorZeroMovesNothing",
            "A factor of 0 moves parameters"),
        bug(
            "the schedule's factor is squared",
            () ->
                new Adam() {
                  @Override
                  double rate(double factor, ParameterGroup group) {
                    return super.rate(factor * factor, group);
                  }
                },
            "theFactorMultipliesTheFirstStep",
            "does not halve the first step"),
        bug(
            "the groups' own rates are ignored",
            () ->
                new Adam() {
                  @Override
                  double rate(double factor, ParameterGroup group) {
                    return factor * 0.05;
                  }
                },
            "groupsOfRateZeroDoNotMove",
            "The group of rate 0 moved"),
        bug(
            "ε is missing, and 0 is divided by 0",
            () ->
                new Adam() {
                  @Override
                  double epsilon() {
                    return 0;
                  }
                },
            "gapsOfZerosStayZero",
            "The unused parameter"),
        bug(
            "biases decay too",
            () ->
                new Adam() {
                  @Override
                  boolean decays(ParameterGroup group) {
                    return true;
                  }
                },
            "decayShrinksTheGroupThatDecaysAlone",
            "of a group without decay"));
  }

  /** The contract over the right optimizer. */
  static OptimizerContract<FixedProvider.NoKeys> right() {
    return contract(Adam::new);
  }

  private static PlantedBug bug(
      String bug, Supplier<? extends Optimizer> optimizer, String test, String message) {
    return new PlantedBug("Optimizer", bug, () -> contract(optimizer), test, message);
  }

  private static OptimizerContract<FixedProvider.NoKeys> contract(
      Supplier<? extends Optimizer> optimizer) {
    return new OptimizerContract<>() {
      @Override
      protected OptimizerProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfOptimizer(optimizer);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }

      @Override
      protected Optional<FixedProvider.NoKeys> decayingConfiguration() {
        return Optional.of(new FixedProvider.NoKeys());
      }

      @Override
      protected int copiesPerStep() {
        // It computes on the host: parameters and gradients come, parameters go, of two groups.
        return 2 * 3;
      }
    };
  }

  /** What a session remembers: two running means for each group. */
  private static final class Memory {
    final List<float[]> means = new ArrayList<>();
    final List<float[]> squares = new ArrayList<>();
    long steps;
  }

  /** Kingma and Ba's Adam at 0.05, with so little decay that the minimum hardly moves. */
  private static class Adam implements Optimizer {
    private static final double MEAN = 0.9;
    private static final double SQUARE = 0.999;
    private static final double DECAY = 1e-5;

    double direction(double mean) {
      return mean;
    }

    double rate(double factor, ParameterGroup group) {
      return 0.05 * factor * group.rate();
    }

    double epsilon() {
      return 1e-8;
    }

    boolean decays(ParameterGroup group) {
      return group.decay();
    }

    long lastStep() {
      return Long.MAX_VALUE;
    }

    Memory memory(List<ParameterGroup> groups) {
      Memory memory = new Memory();
      for (ParameterGroup group : groups) {
        memory.means.add(new float[group.values().length()]);
        memory.squares.add(new float[group.values().length()]);
      }
      return memory;
    }

    float[] save(float[] vector) {
      return vector.clone();
    }

    void check(State state) {
      if (!state.vectors().containsKey("mean0")) {
        throw new IllegalArgumentException("The state is of another optimizer");
      }
    }

    void restore(Memory memory, State state) {
      memory.steps = state.step();
      for (int i = 0; i < memory.means.size(); i++) {
        memory.means.set(i, state.vectors().get("mean" + i).clone());
        memory.squares.set(i, state.vectors().get("square" + i).clone());
      }
    }

    @Override
    public Session start(List<ParameterGroup> groups) {
      return new Steps(this, groups, memory(groups));
    }
  }

  private record Steps(Adam adam, List<ParameterGroup> groups, Memory memory)
      implements Optimizer.Session {

    @Override
    public void step(Objective objective, double rateFactor) {
      objective.differentiate();
      memory.steps++;
      for (int i = 0; i < groups.size(); i++) {
        update(groups.get(i), memory.means.get(i), memory.squares.get(i), rateFactor);
      }
    }

    private void update(ParameterGroup group, float[] means, float[] squares, double factor) {
      float[] values = new float[means.length];
      float[] gradients = new float[means.length];
      group.values().read(0, values);
      group.gradients().read(0, gradients);
      double rate = memory.steps > adam.lastStep() ? 0 : adam.rate(factor, group);
      for (int i = 0; i < values.length; i++) {
        float g = gradients[i];
        means[i] = (float) (Adam.MEAN * means[i] + (1 - Adam.MEAN) * g);
        squares[i] = (float) (Adam.SQUARE * squares[i] + (1 - Adam.SQUARE) * g * g);
        double mean = means[i] / (1 - Math.pow(Adam.MEAN, (double) memory.steps));
        double square = squares[i] / (1 - Math.pow(Adam.SQUARE, (double) memory.steps));
        double decay = adam.decays(group) ? rate * Adam.DECAY * values[i] : 0;
        double step = rate * adam.direction(mean) / (Math.sqrt(square) + adam.epsilon());
        values[i] = (float) (values[i] - step - decay);
      }
      group.values().write(0, values);
    }

    @Override
    public Optimizer.State state() {
      Map<String, float[]> vectors = new HashMap<>();
      for (int i = 0; i < groups.size(); i++) {
        vectors.put("mean" + i, adam.save(memory.means.get(i)));
        vectors.put("square" + i, adam.save(memory.squares.get(i)));
      }
      return new Optimizer.State(memory.steps, vectors);
    }

    @Override
    public void restore(Optimizer.State state) {
      adam.check(state);
      adam.restore(memory, state);
    }

    @Override
    public void close() {}
  }
}
