package io.retort.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.Task;
import io.retort.core.tensor.Shape;
import io.retort.datasets.providers.DigitsProvider;
import io.retort.testkit.DatasetContract;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigitsTest extends DatasetContract<Digits> {

  @Override
  protected DatasetProvider<Digits> provider() {
    return new DigitsProvider();
  }

  @Override
  protected Digits configuration() {
    return new Digits(ImageShape.IMAGE);
  }

  @Test
  void digitsAreThoseOfThePublishedTable() {
    try (Dataset digits = configuration().load()) {
      int[] counts = new int[10];
      for (int label : Gathered.classes(digits.train())) {
        counts[label]++;
      }
      // The class distribution that the data set's own description gives.
      assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
    }
  }

  @Test
  void greyValuesAreScaledToOne() {
    try (Dataset digits = configuration().load()) {
      float[][] inputs = Gathered.inputs(digits, digits.train());
      // The first row of the first image is 0 0 5 13 9 1 0 0 out of 16.
      assertArrayEquals(
          new float[] {0, 0, 0.3125f, 0.8125f, 0.5625f, 0.0625f, 0, 0},
          Arrays.copyOf(inputs[0], 8));
      float largest = 0;
      for (float[] row : inputs) {
        for (float value : row) {
          largest = Math.max(largest, value);
        }
      }
      assertEquals(1f, largest);
    }
  }

  @Test
  void someDigitsAloneAreATaskOfTheirOwn() {
    try (Dataset some = new Digits(ImageShape.IMAGE, 0, List.of(7, 3)).load();
        Dataset all = configuration().load()) {
      assertEquals(new Task.SingleLabel(List.of("3", "7")), some.heads().get(0).task());
      int[] counts = new int[2];
      for (int label : Gathered.classes(some.train())) {
        counts[label]++;
      }
      assertArrayEquals(new int[] {183, 179}, counts);
      // The first 3 of all digits is the fourth sample.
      assertEquals(3, Gathered.classes(all.train())[3]);
      float[] first = Gathered.inputs(some, some.train())[0];
      assertArrayEquals(Gathered.inputs(all, all.train())[3], first);
      assertEquals(0, Gathered.classes(some.train())[0]);
    }
  }

  @Test
  void classesThatAreNoTaskAreRefused() {
    for (List<Integer> classes : List.of(List.of(3), List.of(3, 3), List.of(1, 10))) {
      assertThrows(IllegalArgumentException.class, () -> new Digits(ImageShape.IMAGE, 0, classes));
    }
  }

  @Test
  void samplesAreImagesOrVectors() {
    try (Dataset images = new Digits(ImageShape.IMAGE).load();
        Dataset vectors = new Digits(ImageShape.VECTOR).load()) {
      assertEquals(Shape.of(1, 8, 8), images.inputShape());
      assertEquals(Shape.of(64), vectors.inputShape());
      assertEquals(Optional.empty(), images.test());
    }
  }
}
