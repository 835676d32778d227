package io.retort.runtime.experiment.advice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.progress.TrainingListener;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.SampleCopies;
import io.retort.runtime.experiment.data.SplitData;
import io.retort.runtime.experiment.settings.SplitSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the draws of single seeds lack. */
class DataAdviceTest {
  private static final Head HEAD =
      new Head("kind", new Task.SingleLabel(List.of("common", "rare")));

  /** 100 samples, every fourth of which is rare; one pair of them is the same. */
  private static final Dataset DATA =
      new Dataset() {
        @Override
        public Shape inputShape() {
          return Shape.of(1);
        }

        @Override
        public List<Head> heads() {
          return List.of(HEAD);
        }

        @Override
        public Samples train() {
          Tensor inputs = Tensor.allocate(Shape.of(100, 1));
          IntStream.range(0, 100).forEach(i -> inputs.set(i, i == 98 ? 96 : i));
          int[] classes = IntStream.range(0, 100).map(i -> i % 4 == 3 ? 1 : 0).toArray();
          return new InMemorySamples(inputs, Map.of("kind", new Target.Classes(classes)));
        }

        @Override
        public Optional<Samples> test() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  private final DataSplit parts =
      SplitData.of(DATA, new SplitSettings(0.2, 0.2, Optional.empty(), Optional.of(2), 4, 1), true);

  // Of two labelled samples, the second is a rare one as often as not.
  @Test
  void aClassThatTheLabelledSamplesOfALaterSeedLackIsSaid() {
    laterSeedIsNamed(
        seed -> lacks(parts.student(seed).alone().train()), "missing-class", "split.labelled");
  }

  @Test
  void copiesThatTheDrawOfALaterSeedPartsAreSaid() {
    SampleCopies.HeldOut held =
        new SampleCopies.HeldOut(parts.teacher().validation(), parts.prepared().members());
    assertArrayEquals(
        new int[1], SampleCopies.count(parts.pool(), parts.teacher(), List.of(held), more -> {}));
    List<Long> parting = seeds(this::parts);
    List<Long> together = seeds(seed -> !parts(seed));

    assertEquals(0, of("duplicate-samples", together.subList(0, 2)).size());
    List<Warning> said =
        of("duplicate-samples", List.of(together.get(0), parting.get(0), parting.get(1)));
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.get(0).sentence().startsWith("1 of 16 validation samples"), "" + said);
  }

  /** Whether the two samples that are the same are drawn apart: one of 80 is not for the test. */
  private boolean parts(long seed) {
    return values(parts.student(seed).data().train()).filter(value -> value == 96).count() == 1
        && values(parts.student(seed).data().validation()).filter(value -> value == 96).count()
            == 1;
  }

  private static IntStream values(Samples samples) {
    try (Tensor inputs = Tensor.allocate(Shape.of(samples.size(), 1))) {
      samples.inputs(IntStream.range(0, samples.size()).toArray(), inputs);
      float[] values = inputs.toArray();
      return IntStream.range(0, values.length).map(i -> (int) values[i]);
    }
  }

  private static boolean lacks(Samples samples) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    return IntStream.of(((Target.Classes) samples.labels("kind", all)).labels())
        .noneMatch(label -> label == 1);
  }

  private void laterSeedIsNamed(Predicate<Long> lacking, String code, String place) {
    List<Long> without = seeds(lacking);
    long complete = seeds(lacking.negate()).get(0);

    assertEquals(0, of(code, List.of(complete)).size());
    List<Warning> said = of(code, List.of(complete, without.get(0), without.get(1)));
    assertEquals(1, said.size(), said.toString());
    assertEquals(place, said.get(0).place());
    assertTrue(
        said.get(0)
            .sentence()
            .contains("of seed " + without.get(0) + " (2 of 3 seeds lack classes) is of class"),
        "" + said);
  }

  private static List<Long> seeds(Predicate<Long> condition) {
    return LongStream.rangeClosed(1, 100).boxed().filter(condition).toList();
  }

  private List<Warning> of(String code, List<Long> seeds) {
    return DataAdvice.of(parts, seeds, TrainingListener.NONE).stream()
        .filter(each -> each.code().equals(code))
        .toList();
  }
}
