package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What any teacher must do: have an output of a declared type for every head of the data, the same
 * at any time and beside any other samples, and change neither itself nor what it is given. Inherit
 * it, and give the provider, a configuration and a context with data.
 *
 * @param <C> the teacher's configuration
 */
public abstract class TeacherContract<C extends Record>
    extends ProviderContract<TeacherProvider<C>, C> {
  private static final int LARGEST_BATCH = 32;

  /** For subclasses. */
  protected TeacherContract() {}

  /**
   * A teacher that is made within seconds, since most tests make one.
   *
   * @return its configuration
   */
  @Override
  protected abstract C configuration();

  /**
   * The context that it is made in, the same for every call.
   *
   * @return a context with data, and with a backend if the teacher needs one
   */
  protected abstract TeacherContext context();

  /**
   * How far the outputs for a sample may depend on the size of the batch. Zero suits all that
   * computes sample by sample; matrix multiplications may add up in another order.
   *
   * @return the largest difference, 1e-5 unless overridden
   */
  protected double batchTolerance() {
    return 1e-5;
  }

  private Teacher teacher() {
    return provider().create(configuration(), context());
  }

  private TrainingData data() {
    return context().data();
  }

  @Test
  void everyHeadHasOneOutputOfAKindThatFitsItsTask() {
    try (Teacher teacher = teacher()) {
      Map<String, TeacherOutput> outputs = new HashMap<>();
      for (TeacherOutput output : teacher.outputs()) {
        assertEquals(
            null,
            outputs.put(output.name(), output),
            () -> "There are two outputs called " + output.name());
      }
      for (Head head : data().heads()) {
        TeacherOutput output = outputs.remove(head.name());
        assertTrue(output != null, () -> "The head " + head.name() + " has no output");
        assertEquals(
            Shape.of(head.task().ofWidth(output.shape().elements()).outputs()),
            output.shape(),
            "The shape for " + head.name());
        assertTrue(
            head.task().modelOutputKinds().contains(output.kind()),
            () -> "The output of the head " + head.name() + " is of the kind " + output.kind());
      }
      outputs
          .values()
          .forEach(
              tap ->
                  assertEquals(
                      TargetKind.FEATURES,
                      tap.kind(),
                      () -> tap.name() + " is not a head and can only be a tap"));
    }
  }

  @Test
  void previewSaysWhatTheTeacherOffers() {
    List<TeacherOutput> preview = provider().preview(configuration(), context()).orElse(null);
    if (preview != null) {
      try (Teacher teacher = teacher()) {
        assertEquals(preview, teacher.outputs());
      }
    }
  }

  @Test
  void outputsAreWhatTheirKindSays() {
    try (Teacher teacher = teacher()) {
      Map<String, float[]> all = outputs(teacher, data().train(), batch(data().train()));
      for (Head head : data().heads()) {
        TeacherOutput output = output(teacher, head.name());
        float[] values = all.get(head.name());
        for (int row = 0; row < values.length; row += head.task().outputs()) {
          checkRow(
              head, output.kind(), Arrays.copyOfRange(values, row, row + head.task().outputs()));
        }
      }
      all.forEach(
          (name, values) -> {
            boolean logarithms = output(teacher, name).kind() == TargetKind.LOG_PROBABILITIES;
            for (float value : values) {
              // An impossible class has the logarithm of zero.
              assertTrue(
                  Float.isFinite(value) || (logarithms && value == Float.NEGATIVE_INFINITY),
                  () -> "An output of " + name + " is " + value);
            }
          });
    }
  }

  private static void checkRow(Head head, TargetKind kind, float[] row) {
    if (kind == TargetKind.LOGITS || kind == TargetKind.VALUES) {
      return;
    }
    double sum = 0;
    for (float value : row) {
      double probability = kind == TargetKind.PROBABILITIES ? value : Math.exp(value);
      assertTrue(
          probability >= 0 && probability <= 1 + 1e-5,
          () -> "A probability of " + head.name() + " is " + probability);
      sum += probability;
    }
    if (head.task() instanceof Task.SingleLabel) {
      assertEquals(1, sum, 1e-4, () -> "Sum of the probabilities " + Arrays.toString(row));
    }
  }

  @Test
  void evaluatingChangesNeitherTheTeacherNorTheSamples() {
    try (Teacher teacher = teacher()) {
      String before = teacher.fingerprint();
      for (Samples part : List.of(data().train(), data().validation())) {
        int[] samples = batch(part);
        int[] kept = samples.clone();
        try (Tensor inputs = Tensor.allocate(data().inputShape().batch(samples.length))) {
          part.inputs(samples, inputs);
          float[] given = inputs.toArray();
          outputs(teacher, new Batch(part, samples, inputs));
          assertArrayEquals(given, inputs.toArray(), "The inputs were changed");
          assertArrayEquals(kept, samples, "The samples' indexes were changed");
        }
      }
      assertEquals(before, teacher.fingerprint(), "The teacher was changed by being evaluated");
    }
  }

  @Test
  void theSameSamplesHaveTheSameOutputs() {
    try (Teacher teacher = teacher()) {
      int[] samples = batch(data().train());
      Map<String, float[]> first = outputs(teacher, data().train(), samples);
      outputs(teacher, data().validation(), batch(data().validation()));
      assertSame("computed again", first, outputs(teacher, data().train(), samples), 0);
    }
  }

  @Test
  void oneConfigurationGivesOneTeacher() {
    try (Teacher first = teacher();
        Teacher second = teacher()) {
      assertEquals(first.fingerprint(), second.fingerprint(), "The fingerprints");
      int[] samples = batch(data().train());
      assertSame(
          "of a second teacher",
          outputs(first, data().train(), samples),
          outputs(second, data().train(), samples),
          0);
    }
  }

  @Test
  void outputsForABatchAreThoseForItsSamplesOneByOne() {
    try (Teacher teacher = teacher()) {
      int[] samples = batch(data().train());
      Map<String, float[]> together = outputs(teacher, data().train(), samples);
      for (int i = 0; i < samples.length; i++) {
        Map<String, float[]> row = new LinkedHashMap<>();
        for (Map.Entry<String, float[]> all : together.entrySet()) {
          int width = all.getValue().length / samples.length;
          row.put(all.getKey(), Arrays.copyOfRange(all.getValue(), i * width, (i + 1) * width));
        }
        assertSame(
            "of row " + i + " computed alone",
            row,
            outputs(teacher, data().train(), new int[] {samples[i]}),
            batchTolerance());
      }
    }
  }

  @Test
  void outputsFollowTheSamplesWhenTheyChangePlaces() {
    try (Teacher teacher = teacher()) {
      int[] samples = batch(data().train());
      int[] reversed = new int[samples.length];
      Arrays.setAll(reversed, i -> samples[samples.length - 1 - i]);
      Map<String, float[]> forwards = outputs(teacher, data().train(), samples);
      Map<String, float[]> backwards = outputs(teacher, data().train(), reversed);
      backwards.replaceAll((name, values) -> reverseRows(values, samples.length));
      assertSame("in reverse order", forwards, backwards, batchTolerance());
    }
  }

  private static float[] reverseRows(float[] values, int rows) {
    int width = values.length / rows;
    float[] reversed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * width, reversed, (rows - 1 - row) * width, width);
    }
    return reversed;
  }

  @Test
  void oneOutputCanBeComputedWithoutTheOthers() {
    try (Teacher teacher = teacher()) {
      int[] samples = batch(data().train());
      Map<String, float[]> all = outputs(teacher, data().train(), samples);
      for (TeacherOutput output : teacher.outputs()) {
        assertSame(
            "computed without the others",
            Map.of(output.name(), all.get(output.name())),
            outputs(teacher, data().train(), samples, Set.of(output.name())),
            batchTolerance());
      }
    }
  }

  private static int[] batch(Samples samples) {
    return IntStream.range(0, Math.min(LARGEST_BATCH, samples.size())).toArray();
  }

  private static TeacherOutput output(Teacher teacher, String name) {
    return teacher.outputs().stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("The teacher has no output " + name));
  }

  private Map<String, float[]> outputs(Teacher teacher, Samples part, int[] samples) {
    return outputs(
        teacher,
        part,
        samples,
        teacher.outputs().stream().map(TeacherOutput::name).collect(Collectors.toSet()));
  }

  private Map<String, float[]> outputs(
      Teacher teacher, Samples part, int[] samples, Set<String> outputs) {
    try (Tensor inputs = Tensor.allocate(data().inputShape().batch(samples.length))) {
      part.inputs(samples, inputs);
      return outputs(teacher, new Batch(part, samples, inputs), outputs);
    }
  }

  private static void outputs(Teacher teacher, Batch batch) {
    outputs(
        teacher,
        batch,
        teacher.outputs().stream().map(TeacherOutput::name).collect(Collectors.toSet()));
  }

  /** The outputs, all of which the teacher has to write. */
  private static Map<String, float[]> outputs(Teacher teacher, Batch batch, Set<String> names) {
    Map<String, Tensor> destinations = new LinkedHashMap<>();
    try {
      for (String name : names) {
        Tensor destination = Tensor.allocate(output(teacher, name).shape().batch(batch.size()));
        destination.fill(Float.NaN);
        destinations.put(name, destination);
      }
      teacher.evaluate(batch, destinations);
      Map<String, float[]> outputs = new LinkedHashMap<>();
      destinations.forEach((name, destination) -> outputs.put(name, destination.toArray()));
      return outputs;
    } finally {
      destinations.values().forEach(Tensor::close);
    }
  }

  private static void assertSame(
      String when, Map<String, float[]> expected, Map<String, float[]> actual, double tolerance) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, values) -> {
          float[] others = actual.get(name);
          assertFalse(values.length == 0, () -> "There is no output of " + name);
          for (int i = 0; i < values.length; i++) {
            if (Float.compare(values[i], others[i]) != 0
                && !(Math.abs(values[i] - others[i]) <= tolerance)) {
              fail(
                  "Value "
                      + i
                      + " of the outputs of "
                      + name
                      + " is "
                      + values[i]
                      + ", and "
                      + others[i]
                      + " "
                      + when);
            }
          }
        });
  }
}
