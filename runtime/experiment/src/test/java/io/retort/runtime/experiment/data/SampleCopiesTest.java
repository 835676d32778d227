package io.retort.runtime.experiment.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.IndexSet;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleCopiesTest {
  private static final List<Head> HEADS =
      List.of(new Head("class", new Task.SingleLabel(List.of("a", "b"))));

  @Test
  void onlyCopiesThatAreTrainedWithCount() {
    // Samples 3 and 4 are copies of 0 and 1, 5 has the input of 2 and another class.
    try (InMemorySamples all = samples(new int[] {0, 0, 1, 0, 0, 0}, 1, 2, 3, 1, 2, 3)) {
      long[] seen = new long[1];
      assertArrayEquals(
          new int[] {2, 1, 0, 0},
          SampleCopies.count(
              all,
              new TrainingData(Shape.of(1), HEADS, all, all),
              List.of(
                  held(all, IndexSet.of(3, 4, 5), IndexSet.of(0, 1, 2)),
                  held(all, IndexSet.of(3, 4, 5), IndexSet.of(0, 2)),
                  held(all, IndexSet.of(5), IndexSet.first(5)),
                  held(all, IndexSet.first(0), IndexSet.first(6))),
              more -> seen[0] += more));
      assertEquals(6, seen[0]);
    }
  }

  @Test
  void everyHeldOutCopyCountsAndZerosAreEqual() {
    try (InMemorySamples all = samples(new int[4], 0f, -0f, 0f, 7)) {
      assertArrayEquals(
          new int[] {2},
          SampleCopies.count(
              all,
              new TrainingData(Shape.of(1), HEADS, all, all),
              List.of(held(all, IndexSet.of(1, 2, 3), IndexSet.first(1))),
              more -> {}));
    }
  }

  private static SampleCopies.HeldOut held(Samples all, IndexSet held, IndexSet train) {
    return new SampleCopies.HeldOut(new Subset(all, held), train);
  }

  private static InMemorySamples samples(int[] classes, float... inputs) {
    Tensor values = Tensor.allocate(Shape.of(inputs.length, 1));
    values.write(0, inputs);
    return new InMemorySamples(values, Map.of("class", new Target.Classes(classes)));
  }
}
