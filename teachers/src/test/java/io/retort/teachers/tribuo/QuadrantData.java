package io.retort.teachers.tribuo;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Points in the plane with a head of every task: the quadrant, which coordinates are positive, and
 * two values. The second coordinate is a hundred times as wide as the first, and a third is always
 * 7.
 *
 * @param data training and validation samples
 */
record QuadrantData(TrainingData data) implements AutoCloseable {
  static final Head QUADRANT =
      new Head("quadrant", new Task.SingleLabel(List.of("ne", "nw", "sw", "se")));
  static final Head SIGNS = new Head("signs", new Task.MultiLabel(List.of("east", "north")));
  static final Head VALUES = new Head("values", new Task.Regression(List.of("sum", "first")));
  static final Shape INPUT = Shape.of(3);

  static QuadrantData of(int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new QuadrantData(
        new TrainingData(
            INPUT,
            List.of(QUADRANT, SIGNS, VALUES),
            points(samples, random),
            points(samples, random)));
  }

  private static InMemorySamples points(int count, SplittableRandom random) {
    float[] inputs = new float[3 * count];
    int[] quadrants = new int[count];
    float[] signs = new float[2 * count];
    float[] values = new float[2 * count];
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble(-1, 1);
      double y = random.nextDouble(-1, 1);
      inputs[3 * i] = (float) x;
      inputs[3 * i + 1] = (float) (100 * y);
      inputs[3 * i + 2] = 7;
      quadrants[i] = y > 0 ? (x > 0 ? 0 : 1) : x > 0 ? 3 : 2;
      signs[2 * i] = x > 0 ? 1 : 0;
      signs[2 * i + 1] = y > 0 ? 1 : 0;
      values[2 * i] = (float) (10 * (x + y));
      values[2 * i + 1] = (float) x;
    }
    return new InMemorySamples(
        Tensor.of(INPUT.batch(count), inputs),
        Map.of(
            QUADRANT.name(),
            new Target.Classes(quadrants),
            SIGNS.name(),
            new Target.MultiLabels(Tensor.of(Shape.of(count, 2), signs)),
            VALUES.name(),
            new Target.Values(Tensor.of(Shape.of(count, 2), values))));
  }

  @Override
  public void close() {
    ((InMemorySamples) data.train()).close();
    ((InMemorySamples) data.validation()).close();
  }
}
