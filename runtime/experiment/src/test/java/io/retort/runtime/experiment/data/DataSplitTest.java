package io.retort.runtime.experiment.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.OneDomain;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.testkit.TwoDomains;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSplitTest {

  @Test
  void noSampleIsInTwoParts() {
    DataSplit parts = SplitData.of(new Numbered(1000), settings(0.2, 0.1, null, null, 3), true);

    Set<Float> all = new HashSet<>();
    for (Samples part :
        List.of(parts.test(), parts.teacher().train(), parts.teacher().validation())) {
      for (float number : numbers(part)) {
        assertTrue(all.add(number), "sample " + number + " is in two parts");
      }
    }
    assertEquals(1000, all.size());
    assertEquals(200, parts.test().size());
    assertEquals(80, parts.teacher().validation().size());
  }

  @Test
  void classesHaveTheirSharesInEveryPart() {
    // Class 0 has 750 samples, class 1 has 250.
    DataSplit parts = SplitData.of(new Numbered(1000), settings(0.2, 0.1, 400, 40, 3), true);

    assertEquals(50, ones(parts.test()));
    assertEquals(20, ones(parts.teacher().validation()));
    assertEquals(100, ones(parts.student(7).data().train()));
    assertEquals(10, ones(parts.student(7).alone().train()));
  }

  @Test
  void domainsHaveTheirSharesInEveryPartAndTheirClassesInEach() {
    // The first 200 of the samples are one domain; every fourth of either is of class 1.
    DataSplit parts = SplitData.of(new Numbered(1000, 200), settings(0.2, 0.1, 400, 40, 3), true);

    for (Samples part :
        List.of(
            parts.test(),
            parts.teacher().validation(),
            parts.student(7).data().train(),
            parts.student(7).alone().train())) {
      assertEquals(part.size() / 5, OneDomain.of(part, 0).size());
      assertEquals(part.size() / 20, ones(OneDomain.of(part, 0)));
      assertEquals(part.size() / 5, ones(OneDomain.of(part, 1)));
    }
  }

  @Test
  void theStudentAloneSeesExactlyTheLabelledSamples() {
    DataSplit parts = SplitData.of(new Numbered(1000), settings(0.2, 0.1, 400, 40, 3), true);

    float[] student = numbers(parts.student(7).data().train());
    float[] expected = new float[40];
    int next = 0;
    for (int i = 0; i < student.length; i++) {
      if (parts.student(7).labelled().get(i)) {
        expected[next++] = student[i];
      }
    }
    assertArrayEquals(expected, numbers(parts.student(7).alone().train()));
  }

  @Test
  void eachSeedDrawsItsStudentsSamplesAnewAndLeavesTheTestAndTheTeacherAlone() {
    DataSplit parts = SplitData.of(new Numbered(1000), settings(0.2, 0.1, 400, 40, 3), true);

    StudentData first = parts.student(1);
    StudentData second = parts.student(2);
    Set<Float> test = setOf(parts.test());
    for (StudentData own : List.of(first, second)) {
      Set<Float> all = setOf(own.data().train());
      assertEquals(400, all.size());
      all.addAll(setOf(own.data().validation()));
      assertEquals(480, all.size(), "a training sample validates");
      assertTrue(all.stream().noneMatch(test::contains));
    }
    assertArrayEquals(numbers(first.data().train()), numbers(parts.student(1).data().train()));
    assertNotEquals(setOf(first.data().train()), setOf(second.data().train()));
    assertNotEquals(setOf(first.data().validation()), setOf(second.data().validation()));
    assertNotEquals(setOf(first.alone().train()), setOf(second.alone().train()));
    assertArrayEquals(
        numbers(parts.teacher().train()),
        numbers(
            SplitData.of(new Numbered(1000), settings(0.2, 0.1, null, null, 3), true)
                .teacher()
                .train()));
  }

  @Test
  void aTeacherIsAskedForWhatAnySeedSeesAndNoMore() {
    DataSplit parts = SplitData.of(new Numbered(1000), settings(0.2, 0.1, 30, null, 3), true);

    Set<Float> expected = setOf(parts.student(1).data().train());
    expected.addAll(setOf(parts.student(2).data().train()));
    assertEquals(expected, setOf(parts.seen(List.of(1L, 2L))));
    assertTrue(expected.size() > 30 && expected.size() <= 60, "" + expected.size());
  }

  @Test
  void theSeedDecidesTheParts() {
    float[] first =
        numbers(SplitData.of(new Numbered(99), settings(0.2, 0.1, null, null, 1), true).test());
    float[] again =
        numbers(SplitData.of(new Numbered(99), settings(0.2, 0.1, null, null, 1), true).test());
    float[] other =
        numbers(SplitData.of(new Numbered(99), settings(0.2, 0.1, null, null, 2), true).test());

    assertArrayEquals(first, again);
    assertTrue(!Arrays.equals(first, other));
  }

  @Test
  void moreSamplesThanThereAreIsAnErrorThatNamesTheKey() {
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> SplitData.of(new Numbered(100), settings(0.2, 0.1, 73, null, 1), true));

    assertTrue(refusal.getMessage().startsWith("split.samples: 73"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("72"), refusal.getMessage());
  }

  @Test
  void aPartWithoutSamplesIsAnErrorThatNamesTheKey() {
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () -> SplitData.of(new Numbered(10), settings(0.01, 0.1, null, null, 1), true));

    assertTrue(refusal.getMessage().startsWith("split.test"), refusal.getMessage());
  }

  private static SplitSettings settings(
      double test, double validation, Integer samples, Integer labelled, long seed) {
    return new SplitSettings(
        test, validation, Optional.ofNullable(samples), Optional.ofNullable(labelled), seed, 1);
  }

  private static float[] numbers(Samples samples) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    try (Tensor inputs = Tensor.allocate(Shape.of(samples.size(), 1))) {
      samples.inputs(all, inputs);
      return inputs.toArray();
    }
  }

  private static Set<Float> setOf(Samples samples) {
    Set<Float> set = new HashSet<>();
    for (float number : numbers(samples)) {
      set.add(number);
    }
    return set;
  }

  private static int ones(Samples samples) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    return Arrays.stream(((Target.Classes) samples.labels("label", all)).labels()).sum();
  }

  /** Samples that are their own index; every fourth is of class 1. */
  private static final class Numbered implements Dataset {
    private final InMemorySamples samples;
    private final int firstDomain;

    Numbered(int count) {
      this(count, count);
    }

    Numbered(int count, int firstDomain) {
      this.firstDomain = firstDomain;
      Tensor inputs = Tensor.allocate(Shape.of(count, 1));
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        inputs.set(i, i);
        labels[i] = i % 4 == 3 ? 1 : 0;
      }
      samples = new InMemorySamples(inputs, Map.of("label", new Target.Classes(labels)));
    }

    @Override
    public Shape inputShape() {
      return Shape.of(1);
    }

    @Override
    public List<Head> heads() {
      return List.of(new Head("label", new Task.SingleLabel(List.of("no", "yes"))));
    }

    @Override
    public Samples train() {
      return firstDomain == samples.size()
          ? samples
          : new TwoDomains(samples, sample -> sample >= firstDomain);
    }

    @Override
    public Optional<Samples> test() {
      return Optional.empty();
    }

    @Override
    public void close() {
      samples.close();
    }
  }
}
