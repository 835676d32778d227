package io.retort.core.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.SampleWeights;
import io.retort.core.data.Samples;
import io.retort.core.data.Subset;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentedSamplesTest {
  private static final Shape INPUT = Shape.of(2);
  private static final Head HEAD =
      new Head("kind", new Task.SingleLabel(List.of("a", "b", "c", "d", "e")));

  /** Five samples with the inputs (10i, 10i + 1), the class i and the weight i + 1. */
  private final Samples all =
      new ForwardingSamples(
          new InMemorySamples(
              Tensor.of(Shape.of(5, 2), 0, 1, 10, 11, 20, 21, 30, 31, 40, 41),
              Map.of("kind", new Target.Classes(new int[] {0, 1, 2, 3, 4})))) {
        @Override
        public Optional<SampleWeights> weights() {
          return Optional.of(new SampleWeights("test", sample -> sample + 1));
        }

        @Override
        public Samples origin() {
          return this;
        }

        @Override
        public int indexInOrigin(int sample) {
          return sample;
        }

        @Override
        public Optional<String> id(int sample) {
          return Optional.of("sample " + sample);
        }
      };

  /** Adds the same number from 0 to 1 to both values. */
  private static Augmentation noise() {
    return (input, preparation) ->
        (values, random) -> {
          float drawn = (float) random.nextDouble();
          values[0] += drawn;
          values[1] += drawn;
        };
  }

  private static Augmentation nothing() {
    return (input, preparation) -> (values, random) -> random.nextLong();
  }

  private AugmentedSamples views(int views, long seed, Augmentation... steps) {
    return new AugmentationSettings(List.of(steps), views, seed).origin(data(all));
  }

  private static TrainingData data(Samples train) {
    return new TrainingData(INPUT, List.of(HEAD), train, train, new InputPreparation.Values());
  }

  private static float[] inputs(Samples samples, int... wanted) {
    try (Tensor inputs = Tensor.allocate(INPUT.batch(wanted.length))) {
      samples.inputs(wanted, inputs);
      return inputs.toArray();
    }
  }

  @Test
  void sampleIInViewVHasTheIndexIPlusVN() {
    Samples views = views(3, 1, nothing());
    assertEquals(15, views.size());
    assertEquals(OptionalInt.of(3), views.views());
    assertArrayEquals(new float[] {20, 21, 20, 21, 40, 41}, inputs(views, 2, 7, 14));
    assertArrayEquals(
        new int[] {2, 2, 4},
        ((Target.Classes) views.labels("kind", new int[] {2, 7, 14})).labels());
    assertEquals(3, views.weights().orElseThrow().weight().applyAsDouble(7));
    assertSame(views, views.origin());
    assertEquals(7, views.indexInOrigin(7));
  }

  @Test
  void viewIsTheSameInAnyOrderBatchAndPart() {
    Samples views = views(3, 1, noise());
    float[] one = inputs(views, 8);
    float[] many = inputs(views, 14, 8, 0, 8);
    assertArrayEquals(one, new float[] {many[2], many[3]});
    assertArrayEquals(one, new float[] {many[6], many[7]});
    // Sample 3 in view 1 is the second of two, so that it has the index 1 + 1·2 among them.
    AugmentedSamples part = views(3, 1, noise()).part(new Subset(all, new int[] {4, 3}));
    assertArrayEquals(one, inputs(part, 3));
    assertEquals(8, part.indexInOrigin(3));
    assertArrayEquals(one, inputs(views(5, 1, noise()), 8), "More views are more of the same");
  }

  @Test
  void viewsAndSamplesAndSeedsDiffer() {
    Set<Float> drawn = new HashSet<>();
    Samples views = views(100, 1, noise());
    for (int i = 0; i < views.size(); i++) {
      float change = inputs(views, i)[0] - i % 5 * 10;
      assertTrue(change >= 0 && change <= 1);
      drawn.add(change);
    }
    assertTrue(drawn.size() > 490, () -> "Only " + drawn.size() + " of 500 views differ");
    assertNotEquals(inputs(views, 0)[0], inputs(views(100, 2, noise()), 0)[0]);
  }

  @Test
  void stepDrawsTheSameWhateverOthersDraw() {
    float alone = inputs(views(2, 1, nothing(), noise()), 5)[0];
    Augmentation greedy =
        (input, preparation) -> (values, random) -> assertNotEquals(0, random.ints(50).sum());
    assertEquals(alone, inputs(views(2, 1, greedy, noise()), 5)[0]);
    assertNotEquals(alone, inputs(views(2, 1, noise()), 5)[0], "The first step draws otherwise");
  }

  @Test
  void partsOfOneListHaveOneOrigin() {
    AugmentedSamples views = views(2, 1, noise());
    assertSame(views, views.part(new Subset(all, new int[] {1})).origin());
    TrainingData in = views.in(data(new Subset(all, new int[] {4, 3})));
    assertSame(views, in.train().origin());
    assertSame(all, in.validation().origin(), "Validation samples stay as they are");
    Samples others =
        new Subset(new InMemorySamples(Tensor.of(INPUT.batch(1), 1, 2), Map.of()), new int[] {0});
    assertThrows(IllegalArgumentException.class, () -> views.part(others));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AugmentationSettings(List.of(noise()), 2, 1).origin(data(views)),
        "There are no views of views");
  }

  @Test
  void whatIsSaidOfASampleIsNotSaidOfItsViews() {
    Samples views = views(2, 1, noise());
    assertEquals(Optional.empty(), views.id(0));
    assertEquals(Optional.empty(), views.rows());
    assertEquals(Optional.empty(), views.splitKey());
  }

  @Test
  void chosenSamplesAreChosenInEveryView() {
    BitSet chosen = new BitSet();
    chosen.set(1);
    chosen.set(4);
    assertEquals("{1, 4, 6, 9, 11, 14}", views(3, 1, noise()).everyView(chosen).toString());
  }

  @Test
  void tooManyViewsAreRefused() {
    assertEquals(
        "1,000,000,000 views of each of 5 samples are more than 2,147,483,647; take fewer 'views'"
            + " of the 'augmentation'",
        assertThrows(RetortException.class, () -> views(1_000_000_000, 1, noise())).getMessage());
    assertThrows(IllegalArgumentException.class, () -> views(2, 1));
    assertThrows(IllegalArgumentException.class, () -> views(0, 1, noise()));
  }

  @Test
  void headThatOnlyATeacherKnowsIsRefused() {
    Head vector = new Head("vector", new Task.Embedding(2));
    TrainingData data = new TrainingData(INPUT, List.of(vector), all, all);
    assertTrue(
        assertThrows(
                RetortException.class,
                () -> new AugmentationSettings(List.of(noise()), 2, 1).of(data))
            .getMessage()
            .contains("only a teacher knows the head 'vector'"));
  }
}
