package io.retort.runtime.experiment.data;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.data.Dataset;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.SplitKey;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.settings.SplitSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Splits of samples that have groups or times. */
class KeyedSplitTest {
  private static final int DATA_SETS = 200;

  /** All parts that no group may be in two of. */
  private static List<List<Samples>> partings(DataSplit parts) {
    List<List<Samples>> partings = new ArrayList<>();
    List<TrainingData> trainings = new ArrayList<>(List.of(parts.teacher()));
    for (long seed = 1; seed <= 3; seed++) {
      trainings.add(parts.student(seed).data());
      trainings.add(parts.student(seed).alone());
    }
    trainings.forEach(data -> partings.add(List.of(data.train(), data.validation(), parts.test())));
    return partings;
  }

  private static Set<String> groups(Samples samples) {
    IntFunction<String> group = ((SplitKey.Groups) samples.splitKey().orElseThrow()).group();
    Set<String> groups = new HashSet<>();
    IntStream.range(0, samples.size()).forEach(sample -> groups.add(group.apply(sample)));
    return groups;
  }

  private static double[] times(Samples samples) {
    SplitKey.Times key = (SplitKey.Times) samples.splitKey().orElseThrow();
    return IntStream.range(0, samples.size()).mapToDouble(key.time()).toArray();
  }

  private static SplitSettings settings(long seed) {
    return SplitSettings.builder().seed(seed).build();
  }

  @Test
  void noGroupIsOnTwoSidesAndPartsAreAsLargeAsGroupsAllow() {
    Random random = new Random(1);
    for (int number = 0; number < DATA_SETS; number++) {
      int[] group = new int[120 + random.nextInt(200)];
      int count = 40 + random.nextInt(group.length - 40);
      Arrays.setAll(group, i -> random.nextInt(count));
      int largest =
          (int)
              Arrays.stream(group).mapToLong(g -> count(group, each -> each == g)).max().orElse(0);
      double share = Math.min(0.4, 0.2 + largest * 1.5 / group.length);
      SplitSettings settings =
          SplitSettings.builder().test(share).validation(share).samples(20).seed(number).build();
      try (Keyed data = Keyed.groups(group, random)) {
        DataSplit parts = SplitData.of(data, settings, true);

        for (List<Samples> parting : partings(parts)) {
          Set<String> seen = new HashSet<>();
          for (Samples part : parting) {
            for (String name : groups(part)) {
              assertTrue(seen.add(name), "group " + name + " is on two sides");
            }
          }
        }
        assertEquals(group.length, parts.pool().size() + parts.test().size());
        requireNearly(share * group.length, parts.test().size(), largest);
        requireNearly(
            share * parts.pool().size(), parts.student(1).data().validation().size(), largest);
        assertEquals(20, parts.student(1).data().train().size());
      }
    }
  }

  private static void requireNearly(double wanted, int found, int largest) {
    assertTrue(
        found <= wanted + 0.5 && found > wanted - 0.5 - largest, found + " instead of " + wanted);
  }

  private static long count(int[] values, DoublePredicate wanted) {
    return Arrays.stream(values).asDoubleStream().filter(wanted).count();
  }

  @Test
  void seedsDrawOtherGroups() {
    int[] group = IntStream.range(0, 200).map(i -> i / 4).toArray();
    try (Keyed data = Keyed.groups(group, new Random(1))) {
      Set<String> first = groups(SplitData.of(data, settings(1), true).test());
      assertEquals(first, groups(SplitData.of(data, settings(1), true).test()));
      assertNotEquals(first, groups(SplitData.of(data, settings(2), true).test()));
      DataSplit parts = SplitData.of(data, settings(1), true);
      assertNotEquals(
          groups(parts.student(1).data().validation()),
          groups(parts.student(2).data().validation()));
      assertFalse(parts.testFixed());
    }
  }

  /** Every group is of one class, so that one draw alone would rarely come near. */
  @Test
  void classesKeepNearlyTheirSharesWhereGroupsAreOfOneClassEach() {
    int[] group = IntStream.range(0, 400).map(i -> i / 10).toArray();
    int[] label = Arrays.stream(group).map(g -> g % 4 == 0 ? 1 : 0).toArray();
    for (long seed = 0; seed < 20; seed++) {
      try (Keyed data = Keyed.groups(group, label)) {
        Samples test = SplitData.of(data, settings(seed), true).test();
        int[] all = IntStream.range(0, test.size()).toArray();
        int ones = Arrays.stream(((Target.Classes) test.labels("label", all)).labels()).sum();
        assertEquals(80, test.size());
        assertEquals(20, ones, "a quarter of them, with seed " + seed);
      }
    }
  }

  @Test
  void aGroupThatIsLargerThanAPartIsRefusedWithTheShareThatWouldDo() {
    int[] group = IntStream.range(0, 100).map(i -> i < 30 ? 0 : i).toArray();
    try (Keyed data = Keyed.groups(group, new Random(1))) {
      assertRefused(
          () -> SplitData.of(data, settings(1), true),
          "people.csv, column 'patient': the group 'g0' has 30 of 100 samples",
          "split.test makes a part of 20; set it to at least 0.3, divide the group");
      SplitSettings larger = SplitSettings.builder().test(0.3).build();
      assertRefused(
          () -> SplitData.of(data, larger, true),
          "split.validation makes a part of 7; set it to at least 0.43");
      SplitSettings enough = SplitSettings.builder().test(0.3).validation(0.43).build();
      for (long repeat = 1; repeat < 30; repeat++) {
        SplitData.of(data, enough.repeat((int) repeat), true).student(1);
      }
    }
    try (Keyed one = Keyed.groups(new int[100], new Random(1))) {
      assertRefused(() -> SplitData.of(one, settings(1), true), "'g0' has 100 of 100", "; divide");
    }
  }

  @Test
  void theLatestSamplesAreForTheTestAndThoseBeforeForValidation() {
    Random random = new Random(2);
    for (int number = 0; number < DATA_SETS; number++) {
      double[] time = new double[60 + random.nextInt(100)];
      int different = 10 + random.nextInt(100);
      Arrays.setAll(time, i -> random.nextInt(different) / 8.0 - 3);
      try (Keyed data = Keyed.times(time)) {
        DataSplit parts = SplitData.of(data, settings(number), true);

        double[] test = times(parts.test());
        double from = Arrays.stream(test).min().orElseThrow();
        assertEquals(test.length, Arrays.stream(time).filter(t -> t >= from).count());
        for (List<Samples> parting : partings(parts)) {
          double latest = Arrays.stream(times(parting.get(0))).max().orElseThrow();
          double[] validation = times(parting.get(1));
          assertTrue(latest < Arrays.stream(validation).min().orElseThrow());
          assertTrue(Arrays.stream(validation).max().orElseThrow() < from);
        }
        assertArrayEquals(
            times(parts.student(1).data().validation()),
            times(parts.student(2).data().validation()));
        assertTrue(parts.testFixed());
      }
    }
  }

  @Test
  void samplesOfOneTimeStayTogetherOnTheSideThatIsNearerToTheShare() {
    double[] time = IntStream.range(0, 100).map(i -> i / 15).asDoubleStream().toArray();
    try (Keyed data = Keyed.times(time)) {
      DataSplit parts = SplitData.of(data, settings(1), true);
      // Of time 6 there are 10 samples, of all others 15: 25 is nearer to 20 than 10.
      assertEquals(25, parts.test().size());
      assertEquals(15, parts.teacher().validation().size());
    }
  }

  @Test
  void samplesOfOneTimeAloneAreRefused() {
    try (Keyed data = Keyed.times(new double[50])) {
      assertRefused(
          () -> SplitData.of(data, settings(1), true),
          "people.csv, column 'day': all 50 samples from which split.test takes the latest");
    }
    double[] two = IntStream.range(0, 50).mapToDouble(i -> i < 40 ? 0 : 1).toArray();
    try (Keyed data = Keyed.times(two)) {
      assertRefused(
          () -> SplitData.of(data, settings(1), true),
          "all 40 samples from which split.validation takes the latest");
    }
    try (Keyed data = Keyed.times(new double[] {1, 2, Double.NaN, 3, 4, 5, 6, 7, 8, 9})) {
      assertRefused(() -> SplitData.of(data, settings(1), true), "the time of sample 2 is NaN");
    }
  }

  @Test
  void testSamplesThatComeWithTheDataAreKeptApartToo() {
    int[] group = IntStream.range(0, 40).toArray();
    try (Keyed data = Keyed.groups(group, new Random(1));
        Keyed same = Keyed.groups(new int[] {90, 7}, new Random(1));
        Keyed others = Keyed.groups(new int[] {90, 91}, new Random(1))) {
      assertRefused(
          () -> SplitData.of(data.with(same), settings(1), true),
          "the group 'g7' of test samples is among those to train with as well");
      assertEquals(40, SplitData.of(data.with(others), settings(1), true).pool().size());
    }
    double[] time = IntStream.range(0, 40).asDoubleStream().toArray();
    try (Keyed data = Keyed.times(time);
        Keyed before = Keyed.times(new double[] {50, 39});
        Keyed after = Keyed.times(new double[] {50, 39.5})) {
      assertRefused(
          () -> SplitData.of(data.with(before), settings(1), true),
          "test samples are not later than all samples to train with");
      assertEquals(40, SplitData.of(data.with(after), settings(1), true).pool().size());
    }
  }

  /** A run that is resumed, and a sweep's training, are known by these hashes. */
  @Test
  void otherGroupsAndTimesGiveAnotherHash() {
    int[] group = {0, 0, 1, 1, 2, 2, 3, 3};
    int[] label = new int[8];
    double[] time = {1, 2, 3, 4, 5, 6, 7, 8};
    long grouped = hash(Keyed.groups(group, label));
    assertEquals(grouped, hash(Keyed.groups(group, label)));
    assertNotEquals(grouped, hash(Keyed.groups(new int[] {0, 1, 0, 1, 2, 2, 3, 3}, label)));
    long timed = hash(Keyed.times(time));
    assertNotEquals(timed, hash(Keyed.times(new double[] {1, 3, 2, 4, 5, 6, 7, 8})));
    assertEquals(timed, hash(Keyed.times(time)));
  }

  private static long hash(Keyed data) {
    try (data) {
      return SampleHashes.ofAll(
          data.train(),
          new TrainingData(data.inputShape(), data.heads(), data.train(), data.train()));
    }
  }

  /** Samples with keys. */
  private record Keyed(InMemorySamples samples, SplitKey key, Optional<Samples> test)
      implements Dataset {

    static Keyed groups(int[] group, Random random) {
      return groups(group, Arrays.stream(group).map(g -> random.nextInt(2)).toArray());
    }

    static Keyed groups(int[] group, int[] label) {
      return of(label, new SplitKey.Groups("people.csv, column 'patient'", i -> "g" + group[i]));
    }

    static Keyed times(double[] time) {
      return of(new int[time.length], new SplitKey.Times("people.csv, column 'day'", i -> time[i]));
    }

    private static Keyed of(int[] label, SplitKey key) {
      return new Keyed(
          new InMemorySamples(
              Tensor.allocate(Shape.of(label.length, 1)),
              Map.of("label", new Target.Classes(label))),
          key,
          Optional.empty());
    }

    Keyed with(Keyed other) {
      return new Keyed(samples, key, Optional.of(other.train()));
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
      return new ForwardingSamples(samples) {
        @Override
        public Optional<SplitKey> splitKey() {
          return Optional.of(key);
        }
      };
    }

    @Override
    public void close() {
      samples.close();
    }
  }
}
