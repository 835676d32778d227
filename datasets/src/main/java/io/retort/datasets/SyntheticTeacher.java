package io.retort.datasets;

import io.retort.core.Seeds;
import io.retort.core.data.InMemorySamples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.table.TaskKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The fixed patterns, centres and functions by which synthetic samples are made. */
final class SyntheticTeacher {
  private static final int FACTORS = 8;

  /** The largest number of waves of a pattern along one axis. */
  private static final double WAVES = 2;

  /** The half-width of a uniform distribution with the standard deviation 1. */
  private static final double UNIT = Math.sqrt(3);

  private final Shape shape;
  private final List<SyntheticHead> heads;
  private final boolean clustered;
  private final double noise;
  private final int outputs;
  private final long seed;
  private final float[][] patterns;
  private final double[][] centres;
  private final double[][] slopes;
  private final double[] phases;

  /**
   * Draws patterns, centres and functions.
   *
   * @param shape the shape of a sample
   * @param clustered whether there are clusters around a centre for each class of the only head,
   *     instead of functions
   * @param noise its standard deviation
   */
  SyntheticTeacher(
      Shape shape, List<SyntheticHead> heads, boolean clustered, double noise, long seed) {
    this.shape = shape;
    this.heads = heads;
    this.clustered = clustered;
    this.noise = noise;
    this.outputs = heads.stream().mapToInt(SyntheticHead::outputs).sum();
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "functions"));
    patterns = new float[Math.min(FACTORS, shape.elements())][];
    for (int k = 0; k < patterns.length; k++) {
      patterns[k] = pattern(shape, random);
    }
    centres = uniform(outputs, patterns.length, random);
    slopes = uniform(outputs, patterns.length, random);
    phases = random.doubles(outputs, -Math.PI, Math.PI).toArray();
  }

  /** A wave along the axes, or noise where there is one axis only, of about the size 1. */
  private static float[] pattern(Shape shape, SplittableRandom random) {
    float[] pattern = new float[shape.elements()];
    if (shape.rank() < 2) {
      for (int i = 0; i < pattern.length; i++) {
        pattern[i] = (float) random.nextDouble(-UNIT, UNIT);
      }
      return pattern;
    }
    double[] frequencies = random.doubles(shape.rank(), -WAVES, WAVES).toArray();
    double start = random.nextDouble(2 * Math.PI);
    for (int i = 0; i < pattern.length; i++) {
      double phase = start;
      int rest = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        int extent = shape.extent(axis);
        phase += 2 * Math.PI * frequencies[axis] * (rest % extent) / extent;
        rest /= extent;
      }
      pattern[i] = (float) (Math.sqrt(2) * Math.cos(phase));
    }
    return pattern;
  }

  private static double[][] uniform(int rows, int columns, SplittableRandom random) {
    double[][] values = new double[rows][];
    for (int i = 0; i < rows; i++) {
      values[i] = random.doubles(columns, -1, 1).toArray();
    }
    return values;
  }

  /** Makes samples; different parts have different ones, whatever the size of the others. */
  InMemorySamples samples(int count, String part) {
    SplittableRandom random = new SplittableRandom(Seeds.derive(seed, part));
    float[] values = new float[count * outputs];
    Tensor inputs = Tensor.allocate(shape.batch(count));
    float[] row = new float[shape.elements()];
    for (int i = 0; i < count; i++) {
      double[] factors = factors(turn(i), random);
      mix(factors, random, row);
      inputs.write(i * row.length, row);
      evaluate(factors, random, values, i * outputs);
    }
    Map<String, Target.GroundTruth> labels = new HashMap<>();
    int first = 0;
    for (SyntheticHead head : heads) {
      labels.put(head.name(), target(head, values, first, count));
      first += head.outputs();
    }
    return new InMemorySamples(inputs, labels);
  }

  /** The class that a sample is made for, where classes take turns. */
  private int turn(int sample) {
    return sample % outputs;
  }

  /** A head's targets from the values of its functions, the first of which is in a column. */
  private Target.GroundTruth target(SyntheticHead head, float[] values, int first, int count) {
    if (head.task() == TaskKind.SINGLE_LABEL) {
      int[] classes = new int[count];
      Arrays.setAll(classes, i -> clustered ? turn(i) : largest(head, values, i * outputs + first));
      return new Target.Classes(classes);
    }
    Tensor targets = Tensor.allocate(Shape.of(count, head.outputs()));
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < head.outputs(); j++) {
        float value = values[i * outputs + first + j];
        boolean label = head.task() == TaskKind.MULTI_LABEL;
        targets.set(i * head.outputs() + j, label ? (value > 0 ? 1 : 0) : value);
      }
    }
    return head.task() == TaskKind.MULTI_LABEL
        ? new Target.MultiLabels(targets)
        : new Target.Values(targets);
  }

  private static int largest(SyntheticHead head, float[] values, int offset) {
    int largest = 0;
    for (int j = 1; j < head.outputs(); j++) {
      largest = values[offset + j] > values[offset + largest] ? j : largest;
    }
    return largest;
  }

  private double[] factors(int label, SplittableRandom random) {
    if (!clustered) {
      return random.doubles(patterns.length, -1, 1).toArray();
    }
    double[] factors = centres[label].clone();
    for (int k = 0; k < factors.length; k++) {
      factors[k] += noise(random);
    }
    return factors;
  }

  private void mix(double[] factors, SplittableRandom random, float[] row) {
    Arrays.fill(row, 0);
    for (int k = 0; k < factors.length; k++) {
      float factor = (float) factors[k];
      float[] pattern = patterns[k];
      for (int j = 0; j < row.length; j++) {
        row[j] += factor * pattern[j];
      }
    }
    // Half of a random long for each value: 24 bits of it, as many as a float holds.
    float scale = (float) (2 * UNIT * noise / (1 << 24));
    float middle = (float) (UNIT * noise);
    for (int j = 0; j < row.length; j += 2) {
      long bits = random.nextLong();
      row[j] += scale * (bits >>> 40) - middle;
      if (j + 1 < row.length) {
        row[j + 1] += scale * (bits & 0xffffff) - middle;
      }
    }
  }

  private void evaluate(double[] factors, SplittableRandom random, float[] values, int offset) {
    if (clustered) {
      return;
    }
    for (int j = 0; j < outputs; j++) {
      double phase = phases[j];
      for (int k = 0; k < factors.length; k++) {
        phase += Math.PI / 2 * slopes[j][k] * factors[k];
      }
      values[offset + j] = (float) (Math.sin(phase) + noise(random));
    }
  }

  private double noise(SplittableRandom random) {
    return noise * UNIT * (2 * random.nextDouble() - 1);
  }
}
