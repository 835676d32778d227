package io.retort.datasets.duckdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Asserts that two data sets are one, to the bit. */
final class Same {

  private Same() {}

  static void assertSame(Dataset expected, Dataset actual) {
    assertEquals(expected.inputShape(), actual.inputShape());
    assertEquals(expected.heads(), actual.heads());
    assertEquals(expected.preparation().columns(), actual.preparation().columns());
    assertSame(expected, expected.train(), actual.train());
    assertEquals(expected.test().isPresent(), actual.test().isPresent());
    expected.test().ifPresent(test -> assertSame(expected, test, actual.test().orElseThrow()));
    assertEquals(codes(expected), codes(actual));
  }

  private static List<String> codes(Dataset data) {
    return data.warnings().stream().map(Warning::code).toList();
  }

  static float[] inputs(Dataset data, Samples samples) {
    try (Tensor inputs = Tensor.allocate(data.inputShape().batch(samples.size()))) {
      samples.inputs(IntStream.range(0, samples.size()).toArray(), inputs);
      return inputs.toArray();
    }
  }

  private static void assertSame(Dataset data, Samples expected, Samples actual) {
    assertEquals(expected.size(), actual.size());
    assertArrayEquals(inputs(data, expected), inputs(data, actual));
    int[] all = IntStream.range(0, expected.size()).toArray();
    for (Head head : data.heads()) {
      assertArrayEquals(
          values(expected.labels(head.name(), all)), values(actual.labels(head.name(), all)));
    }
    for (int i : all) {
      assertEquals(expected.id(i), actual.id(i));
      assertEquals(
          expected.rows().orElseThrow().row(i), actual.rows().orElseThrow().row(i), "row " + i);
    }
  }

  static float[] values(Target target) {
    if (target instanceof Target.Classes classes) {
      float[] numbers = new float[classes.labels().length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = classes.labels()[i];
      }
      return numbers;
    }
    try (Tensor values =
        target instanceof Target.MultiLabels labels
            ? labels.values()
            : ((Target.Values) target).values()) {
      return values.toArray();
    }
  }

  /** All values of rows without labels. */
  static List<Float> values(Optional<SampleStream> stream, Dataset data) {
    assertTrue(stream.isPresent());
    List<Float> values = new ArrayList<>();
    try (SampleStream open = stream.get();
        Tensor batch = Tensor.allocate(data.inputShape().batch(7))) {
      for (int read = open.read(batch); read > 0; read = open.read(batch)) {
        for (int i = 0; i < read * data.inputShape().elements(); i++) {
          values.add(batch.get(i));
        }
      }
    }
    return values;
  }
}
