package io.retort.testkit;

import io.retort.core.gradient.GradientCombination;
import io.retort.core.gradient.GradientCombinationProvider;
import io.retort.core.gradient.Objectives;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The plain sum of gradients, as it should be and in many wrong forms. */
final class CombinationBugs {

  private CombinationBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "goes up",
            objectives -> weights(objectives, i -> -1),
            "oneObjectiveDescends",
            "The only objective does not descend"),
        bug(
            "subtracts all gradients but the first",
            objectives -> weights(objectives, i -> i == 0 ? 1 : -10),
            "objectivesWithoutConflictAllDescend",
            "without conflict does not descend"),
        bug(
            "divides by the norm of a gradient, which may be 0",
            objectives -> weights(objectives, i -> 1 / Math.sqrt(objectives.products()[i][i])),
            "weightsAreFiniteWhateverTheGradients",
            "A weight is not finite"),
        bug(
            "weighs by the norm of what is shared alone",
            objectives -> weights(objectives, i -> objectives.products()[i][i]),
            "whatBelongsToOneObjectiveAloneStillLearns",
            "What belongs to one objective alone"),
        bug(
            "favours the first objective",
            objectives -> weights(objectives, i -> 1.0 / (i + 1)),
            "theOrderOfTwoObjectivesDoesNotMatter",
            "The order of two objectives matters"),
        bug(
            "gives a weight too many",
            objectives -> new double[] {1, 1, 1, 1, 1, 1, 1},
            "oneObjectiveDescends",
            "not one weight for each objective"),
        new PlantedBug(
            "GradientCombination",
            "remembers for all sessions together",
            () -> contract(new Shared()::start),
            "sessionsKnowNothingOfEachOtherAndSeedsDecide",
            "What happens in another session"),
        new PlantedBug(
            "GradientCombination",
            "forgets its steps when it is restored",
            () -> contract((names, seed) -> new Growing()),
            "restoredStateGivesTheSameWeights",
            "After its state was restored"),
        bug(
            "takes any state for its own",
            new GradientCombination.Session() {
              @Override
              public double[] weights(Objectives objectives) {
                return CombinationBugs.weights(objectives, i -> 1);
              }

              @Override
              public void restore(Map<String, double[]> state) {
                // Whatever it is.
              }
            },
            "foreignStateIsRefused",
            "is not refused"));
  }

  /** The larger the more steps it has made, of which it does not speak. */
  private static final class Growing implements GradientCombination.Session {
    private int steps;

    @Override
    public double[] weights(Objectives objectives) {
      steps++;
      return CombinationBugs.weights(objectives, i -> steps);
    }
  }

  /** The contract over the right combination. */
  static GradientCombinationContract<FixedProvider.NoKeys> right() {
    return contract((names, seed) -> objectives -> weights(objectives, i -> 1));
  }

  private static double[] weights(Objectives objectives, Function<Integer, Number> weight) {
    double[] weights = new double[objectives.count()];
    Arrays.setAll(weights, i -> weight.apply(i).doubleValue());
    return weights;
  }

  private static PlantedBug bug(
      String bug, GradientCombination.Session session, String test, String message) {
    return new PlantedBug(
        "GradientCombination", bug, () -> contract((names, seed) -> session), test, message);
  }

  private static GradientCombinationContract<FixedProvider.NoKeys> contract(
      GradientCombination combination) {
    Supplier<GradientCombination> same = () -> combination;
    return new GradientCombinationContract<>() {
      @Override
      protected GradientCombinationProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfCombination(same);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }
    };
  }

  /** The larger the more steps all sessions have made. */
  private static final class Shared {
    private int steps;

    GradientCombination.Session start(List<String> names, long seed) {
      return objectives -> {
        steps++;
        return weights(objectives, i -> steps);
      };
    }
  }
}
