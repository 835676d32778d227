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
      arrays.put(slice.name(), new Weights.Array(slice.shape(), values(plan, slice, seed)));
    }
    for (ParameterSlice slice : plan.buffers().slices()) {
      arrays.put(slice.name(), new Weights.Array(slice.shape(), values(plan, slice, seed)));
    }
    return new Weights(arrays);
  }

  private static float[] values(NetworkPlan plan, ParameterSlice slice, long seed) {
    float[] values = new float[slice.shape().elements()];
    Layer layer = plan.description().node(slice.node()).layer();
    switch (slice.role()) {
      case WEIGHT -> drawWeight(values, initializer(layer), slice, random(seed, slice.name()));
      case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1);
      case BIAS -> {
        if (layer instanceof Layer.Lstm lstm) {
          // Remembering is the better start (Jozefowicz et al. 2015); f is the second gate.
          Arrays.fill(values, lstm.units(), 2 * lstm.units(), 1);
        }
      }
      case RUNNING_MEAN -> {
        // Zeros already.
      }
    }
    return values;
  }

  private static Initializer initializer(Layer layer) {
    if (layer instanceof Layer.Dense dense) {
      return resolve(dense.initializer(), dense.activation());
    } else if (layer instanceof Layer.Conv2d conv) {
      return resolve(conv.initializer(), conv.activation());
    } else if (layer instanceof Layer.Embedding) {
      return Initializer.LECUN_NORMAL;
    }
    return Initializer.GLOROT_UNIFORM;
  }

  private static Initializer resolve(Initializer chosen, ActivationFunction activation) {
    if (chosen != Initializer.AUTO) {
      return chosen;
    }
    return switch (activation) {
      case RELU, LEAKY_RELU, SILU, GELU -> Initializer.HE_NORMAL;
      case LINEAR, TANH, SIGMOID -> Initializer.GLOROT_UNIFORM;
    };
  }

  private static void drawWeight(
      float[] values, Initializer initializer, ParameterSlice slice, RandomGenerator random) {
    double fanIn = slice.fanIn();
    double fanSum = fanIn + slice.fanOut();
    switch (initializer) {
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
