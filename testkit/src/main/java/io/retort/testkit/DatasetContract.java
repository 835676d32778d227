package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.Head;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.plugin.Context;
import io.retort.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What any data set must do: have samples of the shape and with the labels that it announces,
 * finite, always the same, whatever they are gathered with. Inherit it, and give the provider and a
 * configuration.
 *
 * @param <C> the data set's configuration
 */
public abstract class DatasetContract<C extends Record>
    extends ProviderContract<DatasetProvider<C>, C> {
  private static final int CHUNK = 256;
  private static final int DRAWN = 100;
  private static final String SECOND = "Loaded a second time, the data set is another";

  /** For subclasses. */
  protected DatasetContract() {}

  /**
   * A data set, small enough to be loaded for each test.
   *
   * @return its configuration
   */
  @Override
  protected abstract C configuration();

  /**
   * The context that it is loaded in.
   *
   * @return by default one in the working directory
   */
  protected Context context() {
    return new TestContext(Path.of(""), 1);
  }

  private Dataset load() {
    return provider().create(configuration(), context());
  }

  private static List<Samples> parts(Dataset data) {
    List<Samples> parts = new ArrayList<>();
    parts.add(data.train());
    data.test().ifPresent(parts::add);
    return parts;
  }

  @Test
  void headsHaveDifferentNames() {
    try (Dataset data = load()) {
      Set<String> names = new HashSet<>();
      for (Head head : data.heads()) {
        assertTrue(names.add(head.name()), () -> "There are two heads called " + head.name());
      }
      assertFalse(names.isEmpty(), "There is no head");
    }
  }

  @Test
  void inputsAreFinite() {
    try (Dataset data = load()) {
      for (Samples part : parts(data)) {
        for (int start = 0; start < part.size(); start += CHUNK) {
          int[] chunk = IntStream.range(start, Math.min(part.size(), start + CHUNK)).toArray();
          for (float value : inputs(data, part, chunk)) {
            assertTrue(Float.isFinite(value), "An input is " + value);
          }
        }
      }
    }
  }

  @Test
  void everySampleHasALabelInRange() {
    try (Dataset data = load()) {
      for (Samples part : parts(data)) {
        assertTrue(part.size() > 0, "A part without samples");
        int[] all = IntStream.range(0, part.size()).toArray();
        labelled(data).forEach(head -> checkLabels(head, part, all));
      }
    }
  }

  /** The heads that data sets have labels for. */
  private static List<Head> labelled(Dataset data) {
    return data.heads().stream().filter(head -> head.task().hasLabels()).toList();
  }

  private static void checkLabels(Head head, Samples part, int[] samples) {
    Target.GroundTruth labels = part.labels(head.name(), samples);
    assertEquals(
        head.task().labelKind(), labels.kind(), "The kind of the labels of " + head.name());
    float[] values = values(labels);
    int width = head.task() instanceof Task.SingleLabel ? 1 : head.task().outputs();
    assertEquals(samples.length * width, values.length, "The number of labels of " + head.name());
    for (float value : values) {
      boolean fits =
          switch (labels.kind()) {
            case CLASSES -> value >= 0 && value < head.task().outputs();
            case MULTI_LABELS -> value >= 0 && value <= 1;
            default -> Float.isFinite(value);
          };
      assertTrue(fits, () -> "The label " + value + " of " + head + " is out of range");
    }
  }

  @Test
  void loadingTwiceGivesTheSameSamples() {
    try (Dataset first = load();
        Dataset second = load()) {
      assertEquals(first.inputShape(), second.inputShape(), SECOND);
      assertEquals(first.heads(), second.heads(), SECOND);
      assertEquals(parts(first).size(), parts(second).size(), SECOND);
      for (int i = 0; i < parts(first).size(); i++) {
        Samples one = parts(first).get(i);
        Samples other = parts(second).get(i);
        assertEquals(one.size(), other.size(), SECOND);
        int[] drawn = draw(one);
        assertArrayEquals(inputs(first, one, drawn), inputs(second, other, drawn), SECOND);
        for (Head head : labelled(first)) {
          assertArrayEquals(labels(one, head, drawn), labels(other, head, drawn), SECOND);
        }
      }
    }
  }

  @Test
  void aSampleIsTheSameInAnyBatch() {
    try (Dataset data = load()) {
      for (Samples part : parts(data)) {
        int[] drawn = draw(part);
        float[] inputs = inputs(data, part, drawn);
        int width = data.inputShape().elements();
        for (int i = 0; i < drawn.length; i++) {
          int[] alone = {drawn[i]};
          int row = i;
          assertArrayEquals(
              Arrays.copyOfRange(inputs, i * width, (i + 1) * width),
              inputs(data, part, alone),
              () -> "The inputs of sample " + alone[0] + " gathered as row " + row);
          for (Head head : labelled(data)) {
            float[] labels = labels(part, head, drawn);
            int labelWidth = labels.length / drawn.length;
            assertArrayEquals(
                Arrays.copyOfRange(labels, i * labelWidth, (i + 1) * labelWidth),
                labels(part, head, alone),
                () -> "The labels of sample " + alone[0] + " gathered as row " + row);
          }
        }
      }
    }
  }

  @Test
  void whatIsGatheredIsACopy() {
    try (Dataset data = load()) {
      for (Samples part : parts(data)) {
        int[] drawn = draw(part);
        float[] before = inputs(data, part, drawn);
        try (Tensor batch = Tensor.allocate(data.inputShape().batch(drawn.length))) {
          part.inputs(drawn, batch);
          batch.fill(-7);
        }
        assertArrayEquals(before, inputs(data, part, drawn), "The inputs were changed");
        for (Head head : labelled(data)) {
          float[] labels = labels(part, head, drawn);
          overwrite(part.labels(head.name(), drawn));
          assertArrayEquals(labels, labels(part, head, drawn), "The labels were changed");
        }
      }
    }
  }

  @Test
  void samplesMayBeGatheredInParallel() {
    try (Dataset data = load()) {
      for (Samples part : parts(data)) {
        int[] drawn = draw(part);
        float[] expected = inputs(data, part, drawn);
        List<float[]> gathered =
            IntStream.range(0, 16).parallel().mapToObj(i -> inputs(data, part, drawn)).toList();
        // Compared here, as what another thread throws arrives without its message.
        for (float[] found : gathered) {
          assertArrayEquals(expected, found, "Gathered in several threads, the inputs are others");
        }
      }
    }
  }

  @Test
  void everySampleKeepsItsSplitKeyAndWeight() {
    try (Dataset first = load();
        Dataset second = load()) {
      for (int i = 0; i < parts(first).size(); i++) {
        Samples part = parts(first).get(i);
        List<Object> facts = facts(part, draw(part));
        assertEquals(facts, facts(part, draw(part)), "Asked again, keys or weights are others");
        assertEquals(facts, facts(parts(second).get(i), draw(part)), SECOND);
      }
    }
  }

  /** By what samples are divided and weighed. */
  private static List<Object> facts(Samples part, int[] drawn) {
    List<Object> facts = new ArrayList<>();
    part.splitKey()
        .map(
            key ->
                key.<IntFunction<?>>match(
                    groups -> sample -> checkGroup(groups.group().apply(sample)),
                    times -> sample -> checkTime(times.time().applyAsDouble(sample))))
        .ifPresent(key -> Arrays.stream(drawn).mapToObj(key).forEach(facts::add));
    part.weights()
        .map(SampleWeights::weight)
        .ifPresent(
            weight ->
                Arrays.stream(drawn)
                    .mapToObj(sample -> checkWeight(weight.applyAsDouble(sample)))
                    .forEach(facts::add));
    return facts;
  }

  private static String checkGroup(String group) {
    assertNotNull(group, "A sample has no group");
    return group;
  }

  private static double checkTime(double time) {
    assertTrue(Double.isFinite(time), () -> "A time is " + time);
    return time;
  }

  private static double checkWeight(double weight) {
    assertTrue(weight >= 0 && weight <= Float.MAX_VALUE, () -> "A weight is " + weight);
    return weight;
  }

  /** Indexes in any order, some of them more than once. */
  private static int[] draw(Samples part) {
    return new Random(5).ints(DRAWN, 0, part.size()).toArray();
  }

  private static float[] inputs(Dataset data, Samples part, int[] samples) {
    try (Tensor batch = Tensor.allocate(data.inputShape().batch(samples.length))) {
      batch.fill(Float.NaN);
      part.inputs(samples, batch);
      return batch.toArray();
    }
  }

  private static float[] labels(Samples part, Head head, int[] samples) {
    return values(part.labels(head.name(), samples));
  }

  /** The values of labels, which are closed. Class numbers are exact as floats up to 2²⁴. */
  private static float[] values(Target.GroundTruth truth) {
    try (truth) {
      return truth.match(
          classes -> {
            float[] values = new float[classes.labels().length];
            for (int i = 0; i < values.length; i++) {
              values[i] = classes.labels()[i];
            }
            return values;
          },
          labels -> labels.values().toArray(),
          numbers -> numbers.values().toArray());
    }
  }

  private static void overwrite(Target.GroundTruth truth) {
    try (truth) {
      truth.match(
          classes -> {
            Arrays.fill(classes.labels(), -7);
            return classes;
          },
          labels -> filled(labels, labels.values()),
          numbers -> filled(numbers, numbers.values()));
    }
  }

  private static Target filled(Target target, Tensor values) {
    values.fill(-7);
    return target;
  }
}
