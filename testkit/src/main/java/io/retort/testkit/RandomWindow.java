package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Padding;
import io.retort.core.network.ParameterSlice;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A convolution or a pooling drawn from a seed, mostly from the corners in which libraries are
 * wrong: maps of one row or column, strides above kernels, dilations, kernels that meet little but
 * padding, one channel, one sample. Output, gradient of the input, of the weight and of the bias
 * are compared with plain loops in double precision, in training and in inference.
 *
 * <p>Values are small multiples of an eighth, so that sums are exact in 32 bits, and factors in 16.
 */
public final class RandomWindow {
  private static final String WINDOW = "window";
  private static final String IMAGE = "image";

  private final Layer layer;
  private final Shape image;
  private final int batch;
  private final NetworkPlan alone;
  private final NetworkPlan behindImages;
  private final float[] images;
  private final float[] weight;
  private final float[] bias;
  private final float[] gradient;

  private RandomWindow(Layer layer, Shape image, NetworkPlan alone, int batch, Random random) {
    this.layer = layer;
    this.image = image;
    this.batch = batch;
    this.alone = alone;
    this.behindImages = behindImages();
    boolean exact = isConvolution();
    this.images = values(random, batch * image.elements(), exact);
    this.weight = values(random, size(WINDOW + ".weight"), exact);
    this.bias = values(random, size(WINDOW + ".bias"), exact);
    this.gradient = values(random, batch * alone.shape(WINDOW).elements(), exact);
  }

  /**
   * Draws a layer, an image and values.
   *
   * @param seed decides everything
   * @return what to compare
   */
  public static RandomWindow draw(long seed) {
    Random random = random(seed);
    while (true) {
      Shape image = Shape.of(channels(random), side(random), side(random));
      Layer layer = random.nextInt(6) == 0 ? pooling(random, image) : convolution(random, image);
      NetworkPlan alone = fit(layer, image);
      if (alone != null) {
        int batch = random.nextInt(3) == 0 ? 1 : 2 + random.nextInt(4);
        return new RandomWindow(layer, image, alone, batch, random);
      }
    }
  }

  /**
   * Draws values for a layer.
   *
   * @param layer a convolution or a pooling
   * @param image the shape of its input
   * @param batch the number of samples
   * @param seed decides the values
   * @return what to compare
   */
  public static RandomWindow of(Layer layer, Shape image, int batch, long seed) {
    return new RandomWindow(layer, image, fit(layer, image), batch, random(seed));
  }

  private static Random random(long seed) {
    // Neighbouring seeds of Random start alike.
    return new Random(seed * 0x9E3779B97F4A7C15L);
  }

  private static int channels(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 1;
      case 1 -> 14 + random.nextInt(20);
      default -> 2 + random.nextInt(7);
    };
  }

  private static int side(Random random) {
    return random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(9);
  }

  private static int kernel(Random random, int side) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> side;
      case 2 -> side + 1 + random.nextInt(2);
      default -> 1 + random.nextInt(4);
    };
  }

  private static Extent small(Random random, int largest) {
    return random.nextInt(3) == 0
        ? Extent.of(1)
        : new Extent(1 + random.nextInt(largest), 1 + random.nextInt(largest));
  }

  private static Padding padding(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Padding.SAME;
      case 1 -> Padding.VALID;
      default -> new Padding(false, 1 + random.nextInt(3));
    };
  }

  private static Layer convolution(Random random, Shape image) {
    int groups = 1;
    int filters = channels(random);
    if (random.nextInt(4) == 0) {
      groups = random.nextBoolean() ? image.extent(0) : image.extent(0) % 2 == 0 ? 2 : 1;
      filters = groups * (1 + random.nextInt(3));
    }
    ActivationFunction function =
        switch (random.nextInt(4)) {
          case 0 -> ActivationFunction.RELU;
          case 1 -> ActivationFunction.TANH;
          default -> ActivationFunction.LINEAR;
        };
    return new Layer.Conv2d(
        filters,
        new Extent(kernel(random, image.extent(1)), kernel(random, image.extent(2))),
        small(random, 4),
        padding(random),
        random.nextInt(2) == 0 ? small(random, 3) : Extent.of(1),
        groups,
        function,
        random.nextInt(4) > 0,
        Initializer.AUTO);
  }

  private static Layer pooling(Random random, Shape image) {
    Extent size = new Extent(kernel(random, image.extent(1)), kernel(random, image.extent(2)));
    Extent stride = small(random, 4);
    Padding padding = padding(random);
    return random.nextBoolean()
        ? new Layer.MaxPool(size, stride, padding)
        : new Layer.AvgPool(size, stride, padding);
  }

  private static NetworkPlan fit(Layer layer, Shape image) {
    try {
      return NetworkPlan.of(NetworkDescription.sequence().add(WINDOW, layer).build(), image);
    } catch (RetortException doesNotFit) {
      return null;
    }
  }

  /** Images that are parameters, so that their gradient can be seen: one for each sample. */
  private NetworkPlan behindImages() {
    return NetworkPlan.of(
        NetworkDescription.sequence()
            .add(
                IMAGE,
                new Layer.Dense(
                    image.elements(), ActivationFunction.LINEAR, false, Initializer.AUTO))
            .add("shaped", new Layer.Reshape(image))
            .add(WINDOW, layer)
            .build(),
        Shape.of(batch));
  }

  private int size(String parameter) {
    return alone.parameters().slices().stream()
        .filter(slice -> slice.name().equals(parameter))
        .mapToInt(slice -> slice.shape().elements())
        .sum();
  }

  private static float[] values(Random random, int count, boolean exact) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = exact ? (random.nextInt(17) - 8) / 8f : (float) random.nextGaussian();
    }
    return values;
  }

  /**
   * Whether it is a convolution and not a pooling.
   *
   * @return whether it has a weight
   */
  public boolean isConvolution() {
    return layer instanceof Layer.Conv2d;
  }

  /**
   * Compares a backend with the loops: the layer on its inputs, and behind another layer.
   *
   * @param backend computes the layer
   * @param tolerance how far a value may be off, relative to 1 and the value
   */
  public void compare(ComputeBackend backend, double tolerance) {
    Shape output = alone.shape(WINDOW);
    WindowLoops expected =
        WindowLoops.of(layer, image, output, batch, images, weight, bias, gradient);
    compare(backend, alone, images, expected, tolerance);
    compare(backend, behindImages, samples(), expected, tolerance);
  }

  private void compare(
      ComputeBackend backend,
      NetworkPlan plan,
      float[] inputs,
      WindowLoops expected,
      double tolerance) {
    try (Network network = backend.compile(plan, new CompileOptions(Set.of(WINDOW), 0));
        Tensor input = Tensor.of(plan.input().batch(batch), inputs);
        Tensor given = Tensor.of(plan.shape(WINDOW).batch(batch), gradient)) {
      write(network, WINDOW + ".weight", weight);
      write(network, WINDOW + ".bias", bias);
      write(network, IMAGE + ".weight", perSample());
      for (Mode mode : Mode.values()) {
        float[] output = network.forward(DeviceTensor.of(input), mode).get(WINDOW).toArray();
        close("output in " + mode, expected.output(), output, tolerance);
      }
      network.forward(DeviceTensor.of(input), Mode.TRAINING);
      network.backward(Map.of(WINDOW, DeviceTensor.of(given)));
      compare(network, WINDOW + ".weight", expected.weightGradient(), tolerance);
      compare(network, WINDOW + ".bias", expected.biasGradient(), tolerance);
      compare(network, IMAGE + ".weight", transposed(expected.imageGradient()), tolerance);
    }
  }

  /** One 1 in each, at the number of the sample. */
  private float[] samples() {
    float[] ones = new float[batch * batch];
    for (int sample = 0; sample < batch; sample++) {
      ones[sample * batch + sample] = 1;
    }
    return ones;
  }

  private float[] perSample() {
    float[] transposed = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      transposed[i % image.elements() * batch + i / image.elements()] = images[i];
    }
    return transposed;
  }

  private double[] transposed(double[] values) {
    double[] transposed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      transposed[i % image.elements() * batch + i / image.elements()] = values[i];
    }
    return transposed;
  }

  private static void write(Network network, String parameter, float[] values) {
    for (ParameterSlice slice : network.plan().parameters().slices()) {
      if (slice.name().equals(parameter)) {
        network.parameters().write(slice.offset(), values);
      }
    }
  }

  private void compare(Network network, String parameter, double[] expected, double tolerance) {
    for (ParameterSlice slice : network.plan().parameters().slices()) {
      if (slice.name().equals(parameter)) {
        float[] found = new float[slice.shape().elements()];
        network.gradients().read(slice.offset(), found);
        close("gradient of " + parameter, expected, found, tolerance);
      }
    }
  }

  private void close(String what, double[] expected, float[] found, double tolerance) {
    assertEquals(expected.length, found.length, what);
    for (int i = 0; i < found.length; i++) {
      double allowed = tolerance * (1 + Math.abs(expected[i]));
      int index = i;
      assertTrue(
          Math.abs(found[i] - expected[i]) <= allowed,
          () ->
              what
                  + " is "
                  + found[index]
                  + " at "
                  + index
                  + ", expected "
                  + expected[index]
                  + ": "
                  + this);
    }
  }

  @Override
  public String toString() {
    return "batch " + batch + " of " + image + " through " + layer;
  }
}
