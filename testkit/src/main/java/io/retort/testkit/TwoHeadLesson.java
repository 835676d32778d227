package io.retort.testkit;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Points in the plane with labels for two heads, and a network whose two outputs share a layer:
 * what the training of several heads can be tried on within milliseconds.
 *
 * @param data as many validation as training samples, of the heads {@link #SIDE} and {@link #LEVEL}
 */
public record TwoHeadLesson(TrainingData data) implements AutoCloseable {
  /** Whether x is above y. */
  public static final Head SIDE = new Head("side", new Task.SingleLabel(List.of("left", "right")));

  /** The number {@code size·(x + y)}. */
  public static final Head LEVEL = new Head("level", new Task.Regression(List.of("level")));

  /** The shape of a sample's input. */
  public static final Shape INPUT = Shape.of(2);

  /** A network of 21 parameters with the shared node {@code trunk} and an output for each head. */
  public static final NetworkDescription STUDENT =
      NetworkDescription.sequence()
          .add("trunk", new Layer.Dense(3, ActivationFunction.TANH))
          .add("side", new Layer.Dense(2, ActivationFunction.LINEAR), "trunk")
          .add("level", new Layer.Dense(1, ActivationFunction.LINEAR), "trunk")
          .build("side", "level");

  /**
   * A lesson.
   *
   * @param samples the number of training samples
   * @param size the size of the numbers to predict; where it is large, they rule the shared layer
   * @param seed decides the points
   * @return a lesson to be closed
   */
  public static TwoHeadLesson of(int samples, double size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new TwoHeadLesson(
        new TrainingData(
            INPUT,
            List.of(SIDE, LEVEL),
            points(samples, size, random),
            points(samples, size, random)));
  }

  private static InMemorySamples points(int count, double size, SplittableRandom random) {
    Tensor inputs = Tensor.allocate(INPUT.batch(count));
    int[] sides = new int[count];
    float[] levels = new float[count];
    for (int i = 0; i < count; i++) {
      float x = (float) random.nextDouble(-1, 1);
      float y = (float) random.nextDouble(-1, 1);
      inputs.write(2 * i, new float[] {x, y});
      sides[i] = x > y ? 1 : 0;
      levels[i] = (float) (size * (x + y));
    }
    return new InMemorySamples(
        inputs,
        Map.of(
            SIDE.name(),
            new Target.Classes(sides),
            LEVEL.name(),
            new Target.Values(Tensor.of(Shape.of(count, 1), levels))));
  }

  @Override
  public void close() {
    ((InMemorySamples) data.train()).close();
    ((InMemorySamples) data.validation()).close();
  }
}
