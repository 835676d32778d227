package io.retort.teachers;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.Samples;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Standardization;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.WeightInitialization;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.losses.MeanSquaredError;
import io.retort.losses.Supervised;
import io.retort.teachers.providers.NetworkTeacherProvider;
import io.retort.teachers.providers.SavedTeacherProvider;
import io.retort.testkit.DifferenceBackend;
import io.retort.testkit.RecordingBackend;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkTeacherTest {
  private static final Loss LOSS = new Supervised();
  private static final NetworkTeacherSettings SETTINGS =
      new NetworkTeacherSettings(TinyLesson.STUDENT, TinyLesson.settings(20, LOSS));

  private final TinyLesson lesson = TinyLesson.of(20, 7);
  private final RecordingBackend backend = new RecordingBackend(new DifferenceBackend());
  private final TestContext context =
      new TestContext(Path.of("runs"), 3).with(backend).with(lesson.data());

  @AfterEach
  void close() {
    lesson.close();
    backend.close();
  }

  @Test
  void headsAreLogitsAndEveryNodeIsATap() {
    try (Teacher teacher = saved(TinyLesson.drawn(TinyLesson.TEACHER, 1))) {
      assertEquals(
          List.of(
              new TeacherOutput("class", TargetKind.LOGITS, Shape.of(3)),
              new TeacherOutput("wide", TargetKind.FEATURES, Shape.of(6)),
              new TeacherOutput("norm", TargetKind.FEATURES, Shape.of(6)),
              new TeacherOutput("drop", TargetKind.FEATURES, Shape.of(6)),
              new TeacherOutput("output", TargetKind.FEATURES, Shape.of(3))),
          teacher.outputs());
    }
  }

  @Test
  void previewSaysWhatTheTrainedTeacherWillOffer() {
    try (Teacher teacher = new NetworkTeacherProvider().create(SETTINGS, context)) {
      assertEquals(
          new NetworkTeacherProvider().preview(SETTINGS, context).orElseThrow(), teacher.outputs());
    }
  }

  @Test
  void previewLeavesOutWhatTrainingDrops() {
    // Nothing depends on this node, so the trained teacher does not have it.
    Node loose = new Node("loose", new Layer.Dense(2, ActivationFunction.TANH), List.of("hidden"));
    NetworkTeacherSettings settings =
        new NetworkTeacherSettings(
            TinyLesson.STUDENT.with(List.of(loose)), TinyLesson.settings(1, LOSS));
    List<TeacherOutput> preview =
        new NetworkTeacherProvider().preview(settings, context).orElseThrow();
    try (Teacher teacher = new NetworkTeacherProvider().create(settings, context)) {
      assertEquals(teacher.outputs(), preview);
    }
  }

  @Test
  void previewRefusesALossThatDoesNotFitTheData() {
    NetworkTeacherSettings settings =
        new NetworkTeacherSettings(
            TinyLesson.STUDENT,
            TinyLesson.settings(1, new MeanSquaredError(MeanSquaredError.On.LOGITS)));
    RetortException refused =
        assertThrows(
            RetortException.class, () -> new NetworkTeacherProvider().preview(settings, context));
    assertTrue(refused.getMessage().contains("classes"), refused::getMessage);
  }

  @Test
  void trainingTeachesTheTeacher() {
    try (Teacher teacher = new NetworkTeacherProvider().create(SETTINGS, context)) {
      assertTrue(accuracy(teacher) >= 0.8, () -> "accuracy " + accuracy(teacher));
      assertTrue(
          accuracy(teacher) > accuracy(saved(TinyLesson.drawn(TinyLesson.STUDENT, 3))),
          "An untrained network is as good");
    }
  }

  @Test
  void contextsSeedDecidesTheTeacher() {
    TestContext other = new TestContext(Path.of("runs"), 4).with(backend).with(lesson.data());
    assertEquals(trained(context), trained(context));
    assertNotEquals(trained(context), trained(other));
  }

  @Test
  void askingForATapCompilesItOnceAndChangesNothing() {
    try (Teacher teacher = saved(TinyLesson.drawn(TinyLesson.TEACHER, 1))) {
      String before = teacher.fingerprint();
      float[] outputs = evaluate(teacher, "class");
      float[] wide = evaluate(teacher, "wide");
      assertArrayEquals(wide, evaluate(teacher, "wide"));
      evaluate(teacher, "norm");
      assertArrayEquals(outputs, evaluate(teacher, "class"));
      assertArrayEquals(outputs, evaluate(teacher, "output"), "The output's node is the head");
      assertEquals(before, teacher.fingerprint());
      assertEquals(
          3, backend.networksWith("output").size(), "Compiled at first, for wide, and for norm");
    }
  }

  @Test
  void outputsDoNotDependOnTheOtherSamplesOfTheBatch() {
    try (Teacher teacher = saved(TinyLesson.drawn(TinyLesson.TEACHER, 1));
        Tensor one = Tensor.allocate(Shape.of(1, 2));
        Tensor output = Tensor.allocate(Shape.of(1, 3))) {
      float[] all = evaluate(teacher, "class");
      for (int sample = 0; sample < 20; sample++) {
        int[] alone = {sample};
        lesson.data().train().inputs(alone, one);
        teacher.evaluate(new Batch(lesson.data().train(), alone, one), Map.of("class", output));
        for (int i = 0; i < 3; i++) {
          assertEquals(all[3 * sample + i], output.get(i));
        }
      }
    }
  }

  @Test
  void teacherIsOnlyRunInInference() {
    try (Teacher teacher = saved(TinyLesson.drawn(TinyLesson.TEACHER, 1))) {
      evaluate(teacher, "class");
      evaluate(teacher, "drop");
      backend.networksWith("output").stream()
          .flatMap(network -> network.calls().stream())
          .forEach(call -> assertEquals("INFERENCE 20", call));
    }
  }

  @Test
  void fingerprintIsThatOfTheWeights() {
    SavedNetwork network = TinyLesson.drawn(TinyLesson.TEACHER, 1);
    try (Teacher teacher = saved(network);
        Teacher other = saved(TinyLesson.drawn(TinyLesson.TEACHER, 2))) {
      assertEquals(network.weights().fingerprint(), teacher.fingerprint());
      assertNotEquals(teacher.fingerprint(), other.fingerprint());
      assertEquals(
          network.weights().fingerprint(),
          teacher.network().orElseThrow().network().weights().fingerprint());
    }
  }

  @Test
  void unknownOutputsAreListed() {
    try (Teacher teacher = saved(TinyLesson.drawn(TinyLesson.TEACHER, 1))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> evaluate(teacher, "deep"))
              .getMessage();
      assertTrue(message.contains("'deep'") && message.contains("wide"), message);
    }
  }

  @Test
  void aSavedTeacherOfOtherInputsIsRefusedWithItsFolder() {
    NetworkDescription flat =
        NetworkDescription.sequence()
            .add("flat", new Layer.Flatten())
            .add("fc", new Layer.Dense(3, ActivationFunction.LINEAR))
            .build();
    NetworkPlan plan = NetworkPlan.of(flat, Shape.of(1, 4, 4));
    SavedNetwork images = new SavedNetwork(plan, WeightInitialization.draw(plan, 1));
    assertRefused(() -> saved(images), "old-teacher", "1x4x4", "shape 2");
  }

  @Test
  void aSavedTeacherOfOtherClassesIsRefused() {
    NetworkDescription wide =
        NetworkDescription.sequence()
            .add("fc", new Layer.Dense(10, ActivationFunction.LINEAR))
            .build();
    String message =
        assertThrows(RetortException.class, () -> saved(TinyLesson.drawn(wide, 1))).getMessage();
    assertTrue(message.contains("'fc'") && message.contains("3 classes"), message);
  }

  @Test
  void classesOfASavedTeacherAreFoundByTheirNames() {
    SavedNetwork network = TinyLesson.drawn(TinyLesson.TEACHER, 1);
    List<String> names = TinyLesson.CLASS.task().names();
    Head turned =
        new Head(
            TinyLesson.CLASS.name(),
            new Task.SingleLabel(List.of(names.get(2), names.get(0), names.get(1))));
    try (Teacher asIs = saved(network);
        Teacher teacher = saved(taught(network, List.of(), turned))) {
      float[] expected = evaluate(asIs, "class");
      float[] logits = evaluate(teacher, "class");
      for (int row = 0; row < 20; row++) {
        // The network's first output is for the last class of the data.
        assertEquals(expected[3 * row], logits[3 * row + 2]);
        assertEquals(expected[3 * row + 1], logits[3 * row]);
        assertEquals(expected[3 * row + 2], logits[3 * row + 1]);
      }
    }
  }

  @Test
  void aSavedTeacherOfRenamedClassesIsRefusedWithBothNames() {
    Head renamed = new Head("class", new Task.SingleLabel(List.of("x", "y", "z")));
    assertRefused(
        () -> saved(taught(TinyLesson.drawn(TinyLesson.TEACHER, 1), List.of(), renamed)),
        "old-teacher",
        "[x, y, z]",
        "'class'");
  }

  @Test
  void columnsOfASavedTeacherAreFoundByTheirNames() {
    InputColumn left = new InputColumn.Numeric("left", Standardization.NONE, 0);
    InputColumn right = new InputColumn.Numeric("right", Standardization.NONE, 0);
    SavedNetwork network = TinyLesson.drawn(TinyLesson.TEACHER, 1);
    TrainingData plain = lesson.data();
    TeacherContext turned =
        context
            .with(
                new TrainingData(
                    plain.inputShape(),
                    plain.heads(),
                    swapped(plain.train()),
                    swapped(plain.validation()),
                    InputPreparation.of(List.of(right, left))))
            .with(taught(network, List.of(left, right), TinyLesson.CLASS));
    try (Teacher asIs = saved(network);
        Teacher teacher =
            new SavedTeacherProvider()
                .create(new SavedTeacherSettings(Path.of("old-teacher")), turned)) {
      assertArrayEquals(
          evaluate(asIs, "class"), evaluate(teacher, "class", swapped(plain.train())), 1e-6f);
    }
  }

  /** The same samples with their two inputs in the other order. */
  private static InMemorySamples swapped(Samples samples) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    try (Tensor inputs = Tensor.allocate(TinyLesson.INPUT.batch(all.length))) {
      samples.inputs(all, inputs);
      float[] values = inputs.toArray();
      for (int i = 0; i < values.length; i += 2) {
        float first = values[i];
        values[i] = values[i + 1];
        values[i + 1] = first;
      }
      return new InMemorySamples(
          Tensor.of(inputs.shape(), values), Map.of("class", samples.labels("class", all)));
    }
  }

  private static SavedModel taught(SavedNetwork network, List<InputColumn> columns, Head head) {
    return new SavedModel(
        network, Optional.of(new Signature(InputPreparation.of(columns), List.of(head))));
  }

  private Teacher saved(SavedModel model) {
    return new SavedTeacherProvider()
        .create(new SavedTeacherSettings(Path.of("old-teacher")), context.with(model));
  }

  private Teacher saved(SavedNetwork network) {
    return new SavedTeacherProvider()
        .create(new SavedTeacherSettings(Path.of("old-teacher")), context.with(network));
  }

  private static String trained(TeacherContext context) {
    try (Teacher teacher = new NetworkTeacherProvider().create(SETTINGS, context)) {
      return teacher.fingerprint();
    }
  }

  /** What a teacher says of all training samples. */
  private float[] evaluate(Teacher teacher, String output) {
    return evaluate(teacher, output, lesson.data().train());
  }

  private static float[] evaluate(Teacher teacher, String output, Samples samples) {
    int[] all = new int[20];
    Arrays.setAll(all, i -> i);
    Shape shape =
        teacher.outputs().stream()
            .filter(each -> each.name().equals(output))
            .findFirst()
            .map(TeacherOutput::shape)
            .orElse(Shape.of(1));
    try (Tensor inputs = Tensor.allocate(TinyLesson.INPUT.batch(20));
        Tensor outputs = Tensor.allocate(shape.batch(20))) {
      samples.inputs(all, inputs);
      teacher.evaluate(new Batch(samples, all, inputs), Map.of(output, outputs));
      return outputs.toArray();
    }
  }

  private double accuracy(Teacher teacher) {
    float[] outputs = evaluate(teacher, "class");
    int[] all = new int[20];
    Arrays.setAll(all, i -> i);
    int[] labels = ((Target.Classes) lesson.data().train().labels("class", all)).labels();
    int right = 0;
    for (int i = 0; i < 20; i++) {
      float own = outputs[3 * i + labels[i]];
      right +=
          own >= outputs[3 * i] && own >= outputs[3 * i + 1] && own >= outputs[3 * i + 2] ? 1 : 0;
    }
    return right / 20.0;
  }
}
