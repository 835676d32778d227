package io.retort.core.network;

import io.retort.core.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws the weights that training starts from. Every array has a random stream of its own that
 * depends on the seed and the array's name only: the same on every backend, and not changed by
 * other nodes that come or go.
 */
public final class WeightInitialization {

  private WeightInitialization() {}

  /**
   * Draws all parameters and sets all buffers of a network.
   *
   * @param plan the network
   * @param seed the seed
   * @return every array by name
   */
  public static Weights draw(NetworkPlan plan, long seed) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (ParameterSlice slice : plan.parameters().slices()) {
      arrays.put(slice.name(), new Weights.Array(slice.shape(), values(slice, seed)));
    }
    for (ParameterSlice slice : plan.buffers().slices()) {
      arrays.put(slice.name(), new Weights.Array(slice.shape(), values(slice, seed)));
    }
    return new Weights(arrays);
  }

  private static float[] values(ParameterSlice slice, long seed) {
    float[] values = new float[slice.shape().elements()];
    slice
        .initial()
        .<Runnable>match(
            drawn -> () -> draw(values, drawn, random(seed, slice.name())),
            constant -> () -> Arrays.fill(values, constant.value()),
            ones -> () -> Arrays.fill(values, ones.from(), ones.to(), 1))
        .run();
    return values;
  }

  private static void draw(float[] values, InitialValues.Drawn drawn, RandomGenerator random) {
    double fanIn = drawn.fanIn();
    double fanSum = fanIn + drawn.fanOut();
    switch (drawn.initializer()) {
      case HE_NORMAL -> normal(values, 2 / fanIn, random);
      case HE_UNIFORM -> uniform(values, 2 / fanIn, random);
      case GLOROT_NORMAL -> normal(values, 2 / fanSum, random);
      case GLOROT_UNIFORM -> uniform(values, 2 / fanSum, random);
      case LECUN_NORMAL -> normal(values, 1 / fanIn, random);
      case AUTO -> throw new AssertionError("resolved before");
    }
  }

  private static void normal(float[] values, double variance, RandomGenerator random) {
    double deviation = Math.sqrt(variance);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
  }

  private static void uniform(float[] values, double variance, RandomGenerator random) {
    double bound = Math.sqrt(3 * variance);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
  }

  /** Mixed well: the generator's streams of seeds that are apart by a constant overlap. */
  private static RandomGenerator random(long seed, String name) {
    return new SplittableRandom(Seeds.derive(seed, name));
  }
}
