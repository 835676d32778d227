package io.retort.core.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Subset;
import io.retort.core.loss.TargetKind;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.InMemoryOutputs;
import io.retort.core.teacher.OutputRows;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TeacherOutputsTest {
  private static final long ALL = Long.MAX_VALUE;

  /** More than one of the batches in which a teacher is asked. */
  private static final int SAMPLES = 600;

  private final InMemorySamples samples = Fixtures.samples(SAMPLES);
  private final CountingTeacher teacher = new CountingTeacher();
  private final BitSet every = everySample();

  /**
   * Gives for the input x the logits (x, 2x, 3x) and the feature x², and counts what it is asked.
   */
  private static final class CountingTeacher implements Teacher {
    private final Map<String, int[]> asked = new HashMap<>();
    private String fingerprint = "first";
    private Runnable meanwhile = () -> {};

    @Override
    public List<TeacherOutput> outputs() {
      return List.of(
          new TeacherOutput("digit", TargetKind.LOGITS, Shape.of(3)),
          new TeacherOutput("square", TargetKind.FEATURES, Shape.of(1)));
    }

    @Override
    public void evaluate(Batch batch, Map<String, Tensor> destinations) {
      meanwhile.run();
      for (int row = 0; row < batch.size(); row++) {
        float x = batch.inputs().get(2 * row);
        assertEquals(
            batch.source().indexInOrigin(batch.samples()[row]),
            x,
            "The inputs are not those of the samples");
        for (Map.Entry<String, Tensor> destination : destinations.entrySet()) {
          asked.computeIfAbsent(destination.getKey(), name -> new int[SAMPLES])[(int) x]++;
          if (destination.getKey().equals("digit")) {
            destination.getValue().write(3 * row, new float[] {x, 2 * x, 3 * x});
          } else {
            destination.getValue().set(row, x * x);
          }
        }
      }
    }

    @Override
    public String fingerprint() {
      return fingerprint;
    }

    @Override
    public void close() {}
  }

  private static BitSet everySample() {
    BitSet all = new BitSet();
    all.set(0, SAMPLES);
    return all;
  }

  @AfterEach
  void close() {
    samples.close();
  }

  @Test
  void eachSampleIsAskedOnce() {
    try (TeacherOutputs outputs = outputs(ALL);
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE)) {
      for (int pass = 0; pass < 3; pass++) {
        training.prepare(Set.of("digit"), samples, every, true);
        gather(training, pass, "digit");
      }
      assertEquals(Set.of("digit"), teacher.asked.keySet(), "More is asked than is wanted");
      assertAsked("digit", 1);
    }
  }

  @Test
  void anOutputWantedLaterIsAskedWithoutTheOthers() {
    try (TeacherOutputs outputs = outputs(ALL);
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE)) {
      training.prepare(Set.of("digit"), samples, every, true);
      training.prepare(Set.of("digit", "square"), samples, every, true);
      assertAsked("digit", 1);
      assertAsked("square", 1);
    }
  }

  @Test
  void gatheredRowsAreTheLiveOutputsAfterShuffling() {
    try (TeacherOutputs outputs = outputs(ALL);
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE)) {
      training.prepare(Set.of("digit", "square"), samples, every, true);
      for (int pass = 0; pass < 3; pass++) {
        gather(training, pass, "digit", "square");
      }
    }
  }

  @Test
  void outputsTooLargeToKeepAreAskedLive() {
    // All squares take 2400 bytes, all digits 7200.
    try (TeacherOutputs outputs = outputs(2400);
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE)) {
      training.prepare(Set.of("digit", "square"), samples, every, true);
      assertEquals(Set.of("square"), teacher.asked.keySet());
      gather(training, 1, "digit", "square");
      gather(training, 2, "digit", "square");
      assertAsked("square", 1);
      assertAsked("digit", 2);
      assertThrows(RetortException.class, () -> outputs.rows("digit"));
    }
  }

  @Test
  void aTrainingThatVisitsFewSamplesAsksForThose() {
    BitSet few = new BitSet();
    few.set(3);
    few.set(500);
    try (TeacherOutputs outputs = outputs(ALL);
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE)) {
      training.prepare(Set.of("square"), samples, few, true);
      training.prepare(Set.of("square"), samples, few, true);
      assertEquals(2, Arrays.stream(teacher.asked.get("square")).sum());
      assertTrue(training.contains(samples, 500, "square"));
      assertFalse(training.contains(samples, 501, "square"));
      try (Tensor rows = training.kept(samples, new int[] {501, 500}, "square")) {
        assertArrayEquals(new float[] {0, 250_000}, rows.toArray());
      }
      // For one that visits others, it is asked in the same batch as if it came first.
      few.clear(3);
      training.prepare(Set.of("square"), samples, few, true);
      assertEquals(3, Arrays.stream(teacher.asked.get("square")).sum());
      BitSet many = new BitSet();
      many.set(0, SAMPLES / 10 + 1);
      training.prepare(Set.of("square"), samples, many, true);
      assertEquals(3 + SAMPLES, Arrays.stream(teacher.asked.get("square")).sum());
      training.prepare(Set.of("square"), samples, few, true);
      assertEquals(3 + SAMPLES, Arrays.stream(teacher.asked.get("square")).sum());
    }
  }

  @Test
  void trainingsAtTheSameTimeHaveTheirOwnRowsOfFewSamples() {
    BitSet first = new BitSet();
    first.set(3);
    BitSet second = new BitSet();
    second.set(4);
    try (TeacherOutputs outputs = outputs(ALL);
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE)) {
      training.prepare(Set.of("square"), samples, first, true);
      try (PreparedOutputs other = new PreparedOutputs(outputs, TrainingListener.NONE)) {
        other.prepare(Set.of("square"), samples, second, true);
        assertTrue(other.contains(samples, 4, "square"));
        assertFalse(other.contains(samples, 3, "square"));
      }
      try (Tensor rows = training.kept(samples, new int[] {3, 4}, "square")) {
        assertArrayEquals(new float[] {9, 0}, rows.toArray());
      }
    }
  }

  /** As in a sweep, whose seeds have outputs of their own from one teacher. */
  @Test
  void aTeacherIsEvaluatedByOneThreadAtATime() throws InterruptedException, ExecutionException {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    teacher.meanwhile =
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          for (int i = 0; i < 100_000; i++) {
            Thread.onSpinWait();
          }
          inside.decrementAndGet();
        };
    try (TeacherOutputs first = outputs(ALL);
        TeacherOutputs second = outputs(ALL)) {
      List<Future<float[][]>> rows = new ArrayList<>();
      for (TeacherOutputs each : List.of(first, second)) {
        rows.add(
            threads.submit(
                () -> {
                  start.await();
                  return each.rows("square");
                }));
      }
      for (Future<float[][]> each : rows) {
        assertEquals(90_000, each.get()[300][0]);
      }
      assertEquals(1, most.get(), "threads inside of the teacher");
    } finally {
      threads.shutdownNow();
    }
  }

  /** Rows that several objects share, as processes share files. */
  private static final class SharedRows implements OutputRows {
    private final Map<Integer, Float> shared;

    SharedRows(Map<Integer, Float> shared) {
      this.shared = shared;
    }

    @Override
    public boolean contains(int sample) {
      return shared.containsKey(sample);
    }

    @Override
    public boolean lasting() {
      return true;
    }

    @Override
    public void put(int[] chosen, Tensor rows) {
      for (int i = 0; i < chosen.length; i++) {
        shared.put(chosen[i], rows.get(i));
      }
    }

    @Override
    public void get(int sample, FloatBuffer destination, int index) {
      destination.put(index, shared.get(sample));
    }

    @Override
    public void close() {}
  }

  @Test
  void whatAnotherProcessHasAskedMeanwhileIsNotAskedAgain() {
    Map<Integer, Float> shared = new HashMap<>();
    OutputStore store = (output, list) -> Optional.of(new SharedRows(shared));
    CountingTeacher others = new CountingTeacher();
    try (TeacherOutputs outputs = new TeacherOutputs(teacher, samples, Shape.of(2), store);
        TeacherOutputs other = new TeacherOutputs(others, samples, Shape.of(2), store)) {
      teacher.meanwhile = () -> other.rows("square");
      float[][] rows = outputs.rows("square");
      assertEquals(SAMPLES, Arrays.stream(others.asked.get("square")).sum());
      assertTrue(Arrays.stream(teacher.asked.get("square")).sum() <= 256, "one batch");
      assertArrayEquals(new float[] {90_000}, rows[300]);
    }
  }

  @Test
  void aChangedTeacherIsRefused() {
    try (TeacherOutputs outputs = outputs(ALL);
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE)) {
      training.prepare(Set.of("digit"), samples, every, true);
      outputs.verify();
      teacher.fingerprint = "second";
      RetortException refused = assertThrows(RetortException.class, outputs::verify);
      assertTrue(refused.getMessage().contains("teacher has changed"), refused::getMessage);
      assertThrows(
          RetortException.class, () -> training.prepare(Set.of("digit"), samples, every, true));
    }
  }

  @Test
  void batchesOfOtherSamplesAreRefused() {
    try (TeacherOutputs outputs = outputs(ALL);
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE);
        InMemorySamples others = Fixtures.samples(SAMPLES);
        Tensor inputs = Tensor.allocate(Shape.of(1, 2))) {
      training.prepare(Set.of("digit"), samples, every, true);
      DeviceTensor given = DeviceTensor.of(inputs);
      assertThrows(
          IllegalArgumentException.class,
          () -> training.gather(others, new int[] {0}, given, Map.of()));
    }
  }

  @Test
  void outputsForAListServeTrainingsWithAnyPartOfIt() {
    Subset list = new Subset(samples, new int[] {5, 7, 11, 13});
    Subset part = new Subset(new Subset(samples, new int[] {13, 2, 7}), new int[] {0, 2});
    try (TeacherOutputs outputs =
            new TeacherOutputs(teacher, list, Shape.of(2), new InMemoryOutputs(ALL));
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE);
        Tensor inputs = Tensor.allocate(Shape.of(2, 2));
        Tensor square = Tensor.allocate(Shape.of(2, 1))) {
      assertTrue(outputs.cover(part));
      assertFalse(outputs.cover(new Subset(samples, new int[] {5, 6})));
      assertFalse(outputs.cover(Fixtures.count(20)));
      training.prepare(Set.of("square"), samples, every, true);
      training.gather(part, new int[] {0, 1}, DeviceTensor.of(inputs), Map.of("square", square));
      assertArrayEquals(new float[] {169, 49}, square.toArray());
    }
  }

  @Test
  void unknownOutputsAreListed() {
    try (TeacherOutputs outputs = outputs(ALL);
        PreparedOutputs training = new PreparedOutputs(outputs, TrainingListener.NONE)) {
      RetortException refused =
          assertThrows(
              RetortException.class, () -> training.prepare(Set.of("cube"), samples, every, true));
      assertTrue(
          refused.getMessage().contains("'cube'") && refused.getMessage().contains("square"),
          refused::getMessage);
    }
  }

  @Test
  void rowsAreInTheOrderOfTheSamples() {
    try (TeacherOutputs outputs = outputs(ALL)) {
      float[][] rows = outputs.rows("digit");
      assertEquals(SAMPLES, rows.length);
      assertArrayEquals(new float[] {300, 600, 900}, rows[300]);
    }
  }

  @Test
  void rowsOfAListAreInItsOrder() {
    int[] drawn = new int[SAMPLES - 1];
    Arrays.setAll(drawn, i -> SAMPLES - 1 - i);
    for (long limit : new long[] {ALL, 0}) {
      try (TeacherOutputs outputs = outputs(limit)) {
        float[][] rows = outputs.rows(new Subset(samples, drawn), "digit");
        assertEquals(drawn.length, rows.length);
        for (int i = 0; i < drawn.length; i++) {
          assertArrayEquals(new float[] {drawn[i], 2 * drawn[i], 3 * drawn[i]}, rows[i]);
        }
      }
    }
  }

  private TeacherOutputs outputs(long limit) {
    return new TeacherOutputs(teacher, samples, Shape.of(2), new InMemoryOutputs(limit));
  }

  /** Gathers a shuffled pass and compares it with what the teacher's formula says. */
  private void gather(PreparedOutputs outputs, long seed, String... names) {
    BatchOrder order = new BatchOrder(Fixtures.count(SAMPLES), 70, false, seed);
    do {
      int[] chosen = order.next();
      try (Tensor inputs = Tensor.allocate(Shape.of(chosen.length, 2));
          Tensor digit = Tensor.allocate(Shape.of(chosen.length, 3));
          Tensor square = Tensor.allocate(Shape.of(chosen.length, 1))) {
        samples.inputs(chosen, inputs);
        Map<String, Tensor> wanted = new HashMap<>(Map.of("digit", digit, "square", square));
        wanted.keySet().retainAll(List.of(names));
        outputs.gather(samples, chosen, DeviceTensor.of(inputs), wanted);
        for (int row = 0; row < chosen.length; row++) {
          float x = chosen[row];
          assertEquals(3 * x, digit.get(3 * row + 2));
          assertEquals(wanted.containsKey("square") ? x * x : 0, square.get(row));
        }
      }
    } while (!order.passComplete());
  }

  private void assertAsked(String output, int times) {
    for (int count : teacher.asked.get(output)) {
      assertEquals(times, count);
    }
  }
}
