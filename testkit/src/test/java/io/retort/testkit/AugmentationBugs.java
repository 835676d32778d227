package io.retort.testkit;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.augmentation.Augmentation;
import io.retort.core.augmentation.AugmentationProvider;
import io.retort.core.augmentation.InputChange;
import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An augmentation that makes inputs brighter, as it should be and in wrong forms. */
final class AugmentationBugs {
  private AugmentationBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "draws from a generator of its own",
            () -> {
              AtomicInteger drawn = new AtomicInteger();
              return images((values, random) -> brighter(values, drawn.incrementAndGet()));
            },
            "sameGeneratorGivesTheSameInput",
            "when others were changed before"),
        bug(
            "draws nothing",
            () -> images((values, random) -> brighter(values, 0.5)),
            "viewsDiffer",
            "All views of an input are the same"),
        bug(
            "divides by the brightness of an input",
            () -> images((values, random) -> brighter(values, random.nextDouble() / values[0])),
            "valuesStayFinite",
            "An input has the value"),
        bug(
            "works in one thread only",
            () -> {
              Thread owner = Thread.currentThread();
              return images(
                  (values, random) ->
                      brighter(values, Thread.currentThread() == owner ? random.nextDouble() : 0));
            },
            "threadsDoNotDisturbEachOther",
            "where several threads ask"),
        bug(
            "takes every input for an image",
            () ->
                (shape, preparation) ->
                    (values, random) -> {
                      values[shape.extent(2) - 1] += (float) random.nextDouble();
                    },
            "otherInputsAreChangedOrRefused",
            "fail with"));
  }

  /** The contract over the right augmentation. */
  static AugmentationContract<FixedProvider.NoKeys> right() {
    return over(() -> images((values, random) -> brighter(values, random.nextDouble())));
  }

  private static Augmentation images(InputChange change) {
    return (shape, preparation) -> {
      requireImage(shape);
      return change;
    };
  }

  private static void requireImage(Shape shape) {
    if (shape.rank() != 3) {
      throw new RetortException(ErrorKind.CONFIGURATION, "The inputs are no images");
    }
  }

  private static void brighter(float[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) by;
    }
  }

  private static PlantedBug bug(
      String bug, Supplier<Augmentation> made, String test, String message) {
    return new PlantedBug("Augmentation", bug, () -> over(made), test, message);
  }

  private static AugmentationContract<FixedProvider.NoKeys> over(Supplier<Augmentation> made) {
    return new AugmentationContract<>() {
      @Override
      protected AugmentationProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfAugmentation(made);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }
    };
  }
}
