package io.retort.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.DatasetProvider;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.datasets.providers.SyntheticProvider;
import io.retort.datasets.table.TaskKind;
import io.retort.testkit.DatasetContract;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SyntheticTest {

  private static Synthetic synthetic(
      Shape shape, int samples, int test, TaskKind task, int outputs) {
    return new Synthetic(shape, samples, test, task, outputs, 0.2);
  }

  /** The sample to train with whose input is nearest. */
  private static int nearest(float[][] inputs, float[] input) {
    int best = 0;
    double smallest = Double.MAX_VALUE;
    for (int i = 0; i < inputs.length; i++) {
      double distance = 0;
      for (int j = 0; j < input.length; j++) {
        distance += (inputs[i][j] - input[j]) * (inputs[i][j] - input[j]);
      }
      if (distance < smallest) {
        smallest = distance;
        best = i;
      }
    }
    return best;
  }

  @Test
  void classesCanBeLearned() {
    Synthetic settings = synthetic(Shape.of(1, 8, 8), 500, 200, TaskKind.SINGLE_LABEL, 10);
    try (Dataset data = settings.load(3)) {
      Samples test = data.test().orElseThrow();
      float[][] known = Gathered.inputs(data, data.train());
      float[][] inputs = Gathered.inputs(data, test);
      int[] knownLabels = Gathered.classes(data.train());
      int[] labels = Gathered.classes(test);
      int right = 0;
      for (int i = 0; i < labels.length; i++) {
        right += knownLabels[nearest(known, inputs[i])] == labels[i] ? 1 : 0;
      }
      int found = right;
      // Guessing gives 20 of 200.
      assertTrue(right > 150, () -> "The nearest neighbour is right for " + found + " of 200");
    }
  }

  @Test
  void valuesCanBeLearned() {
    Synthetic settings = synthetic(Shape.of(20), 2_000, 200, TaskKind.REGRESSION, 1);
    try (Dataset data = settings.load(3)) {
      Samples test = data.test().orElseThrow();
      float[][] known = Gathered.inputs(data, data.train());
      float[][] inputs = Gathered.inputs(data, test);
      float[] knownValues = Gathered.values(data.train());
      float[] values = Gathered.values(test);
      double mean = 0;
      for (float value : knownValues) {
        mean += value / knownValues.length;
      }
      double errorOfMean = 0;
      double errorOfNeighbour = 0;
      for (int i = 0; i < values.length; i++) {
        errorOfMean += Math.abs(values[i] - mean);
        errorOfNeighbour += Math.abs(values[i] - knownValues[nearest(known, inputs[i])]);
      }
      assertTrue(
          errorOfNeighbour < 0.8 * errorOfMean, errorOfNeighbour + " against " + errorOfMean);
    }
  }

  @Test
  void classesTakeTurns() {
    try (Dataset data = synthetic(Shape.of(4), 7, 0, TaskKind.SINGLE_LABEL, 3).load(1)) {
      assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2, 0}, Gathered.classes(data.train()));
      assertEquals(Optional.empty(), data.test());
    }
  }

  @Test
  void aLabelIsBothSetAndNot() {
    try (Dataset data = synthetic(Shape.of(6), 200, 0, TaskKind.MULTI_LABEL, 2).load(1)) {
      float[] labels = Gathered.values(data.train());
      float sum = 0;
      for (float label : labels) {
        sum += label;
      }
      assertTrue(sum > 40 && sum < 360, "Of 400 labels " + sum + " are there");
    }
  }

  private static final List<SyntheticHead> HEADS =
      List.of(
          new SyntheticHead("kind", TaskKind.SINGLE_LABEL, 3),
          new SyntheticHead("marks", TaskKind.MULTI_LABEL, 2),
          new SyntheticHead("level", TaskKind.REGRESSION, 1));

  private static Synthetic several(int samples) {
    return new Synthetic(Shape.of(6), samples, 20, TaskKind.SINGLE_LABEL, 10, 0.1, HEADS);
  }

  @Test
  void severalHeadsHaveTargetsOfTheirOwn() {
    int count = 300;
    int[] all = IntStream.range(0, count).toArray();
    try (Dataset data = several(count).load(1)) {
      assertEquals(
          List.of("kind", "marks", "level"), data.heads().stream().map(Head::name).toList());
      assertEquals(
          List.of(3, 2, 1), data.heads().stream().map(head -> head.task().outputs()).toList());
      int[] counts = new int[3];
      for (int label : ((Target.Classes) data.train().labels("kind", all)).labels()) {
        counts[label]++;
      }
      for (int each : counts) {
        assertTrue(each > 15, "Of 300 samples, the classes have " + Arrays.toString(counts));
      }
      Target marks = data.train().labels("marks", all);
      assertEquals(Shape.of(count, 2), ((Target.MultiLabels) marks).values().shape());
      Target level = data.train().labels("level", all);
      assertEquals(Shape.of(count, 1), ((Target.Values) level).values().shape());
    }
  }

  @Test
  void headsOfOneNameAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Synthetic(
                Shape.of(5),
                3,
                0,
                TaskKind.SINGLE_LABEL,
                10,
                0.1,
                List.of(HEADS.get(0), HEADS.get(0))));
    assertThrows(
        IllegalArgumentException.class, () -> new SyntheticHead("kind", TaskKind.SINGLE_LABEL, 1));
  }

  @Test
  void moreSamplesLeaveTheFirstOnesAlone() {
    try (Dataset few = synthetic(Shape.of(5), 3, 2, TaskKind.REGRESSION, 2).load(1);
        Dataset many = synthetic(Shape.of(5), 9, 4, TaskKind.REGRESSION, 2).load(1)) {
      assertArrayEquals(
          Gathered.inputs(few, few.train()), Arrays.copyOf(Gathered.inputs(many, many.train()), 3));
      assertArrayEquals(
          Gathered.inputs(few, few.test().orElseThrow()),
          Arrays.copyOf(Gathered.inputs(many, many.test().orElseThrow()), 2));
    }
  }

  @Test
  void testSamplesAndOtherSeedsAreDifferent() {
    Synthetic settings = synthetic(Shape.of(5), 3, 3, TaskKind.REGRESSION, 2);
    try (Dataset one = settings.load(1);
        Dataset other = settings.load(2)) {
      float[][] train = Gathered.inputs(one, one.train());
      assertFalse(Arrays.deepEquals(train, Gathered.inputs(one, one.test().orElseThrow())));
      assertFalse(Arrays.deepEquals(train, Gathered.inputs(other, other.train())));
    }
  }

  @Test
  void inputsAreOfAboutTheSizeOne() {
    try (Dataset data = synthetic(Shape.of(3, 16, 16), 200, 0, TaskKind.SINGLE_LABEL, 5).load(1)) {
      double squares = 0;
      for (float[] row : Gathered.inputs(data, data.train())) {
        for (float value : row) {
          squares += value * value;
        }
      }
      double size = Math.sqrt(squares / data.train().size() / data.inputShape().elements());
      assertTrue(size > 0.5 && size < 3, "The root mean square is " + size);
    }
  }

  @Test
  void oneClassIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> synthetic(Shape.of(5), 3, 0, TaskKind.SINGLE_LABEL, 1));
  }

  @Test
  void moreThanTwoGibibytesAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> synthetic(Shape.of(3, 224, 224), 10_000, 0, TaskKind.SINGLE_LABEL, 10));
  }

  private abstract static class Contract extends DatasetContract<Synthetic> {
    @Override
    protected DatasetProvider<Synthetic> provider() {
      return new SyntheticProvider();
    }
  }

  @Nested
  class Classes extends Contract {
    @Override
    protected Synthetic configuration() {
      return synthetic(Shape.of(3, 5, 7), 40, 20, TaskKind.SINGLE_LABEL, 4);
    }
  }

  @Nested
  class Labels extends Contract {
    @Override
    protected Synthetic configuration() {
      return synthetic(Shape.of(9), 40, 20, TaskKind.MULTI_LABEL, 3);
    }
  }

  @Nested
  class SeveralHeads extends Contract {
    @Override
    protected Synthetic configuration() {
      return several(40);
    }
  }

  @Nested
  class Numbers extends Contract {
    @Override
    protected Synthetic configuration() {
      return synthetic(Shape.of(2, 3), 40, 0, TaskKind.REGRESSION, 2);
    }
  }
}
