package io.retort.teachers.tribuo;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.teacher.Teacher;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.TribuoTeacherSettings;
import io.retort.testkit.TestContext;
import io.retort.testkit.TinyLesson;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import libsvm.svm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.protos.core.ModelProto;

/** Models that another program has trained and saved. */
class TribuoProviderTest {
  private static final List<String> NAMES = List.of("width", "height", "constant");

  @TempDir Path folder;

  private final QuadrantData quadrants = QuadrantData.of(200, 5);
  private final TrainingData data =
      new TrainingData(
          QuadrantData.INPUT,
          List.of(QuadrantData.QUADRANT),
          quadrants.data().train(),
          quadrants.data().validation());

  @AfterEach
  void close() {
    quadrants.close();
  }

  @Test
  void aSavedModelPredictsAsItDidBefore() throws IOException {
    for (Trainer<Label> trainer :
        List.of(new CARTClassificationTrainer(8), new XGBoostClassificationTrainer(5))) {
      Model<Label> model = trained(trainer, new FeatureNames(NAMES));
      model.serializeToFile(folder.resolve("model"));
      try (Teacher teacher = load(NAMES)) {
        float[] outputs = evaluate(teacher);
        float[][] rows = TribuoTeacher.rows(data.validation(), QuadrantData.INPUT);
        TribuoLabels labels = new TribuoLabels(new FeatureNames(NAMES), classNames());
        for (int i = 0; i < rows.length; i++) {
          Map<String, Label> scores = model.predict(labels.example(rows[i])).getOutputScores();
          for (int c = 0; c < 4; c++) {
            assertEquals(scores.get(classNames().get(c)).getScore(), outputs[4 * i + c], 1e-6);
          }
        }
      }
    }
  }

  @Test
  void inputsThatAreCalledByTheirPlacesNeedNoNames() throws IOException {
    trained(new CARTClassificationTrainer(8), new FeatureNames(List.of("00", "01", "02")))
        .serializeToFile(folder.resolve("model"));
    try (Teacher teacher = load(List.of())) {
      assertTrue(accuracy(evaluate(teacher)) > 0.9);
    }
  }

  @Test
  void marginsOfALoadedMachineAreCalibratedOnValidationSamples() throws IOException {
    SVMParameters<Label> parameters =
        new SVMParameters<>(
            new SVMClassificationType(SVMClassificationType.SVMMode.C_SVC), KernelType.LINEAR);
    svm.svm_set_print_string_function(text -> {});
    try (TinyLesson lesson = TinyLesson.of(100, 7)) {
      TrainingData points = lesson.data();
      TribuoLabels labels =
          new TribuoLabels(new FeatureNames(List.of("x", "y")), TinyLesson.CLASS.task().names());
      new LibSVMClassificationTrainer(parameters)
          .train(
              labels.dataset(
                  TribuoTeacher.rows(points.train(), TinyLesson.INPUT),
                  labels(points.train(), "class")))
          .serializeToFile(folder.resolve("model"));
      try (Teacher teacher =
          new TribuoProvider()
              .create(
                  new TribuoTeacherSettings(
                      Map.of("class", Path.of("model")), labels.features().names()),
                  new TestContext(folder, 1).with(points))) {
        double[] shares = judged(teacher, points.validation());
        assertTrue(shares[0] > 0.9, "accuracy " + shares[0]);
        // Shares of votes, all that Tribuo has to say, end at 2/3.
        assertTrue(shares[1] > 0.75, "mean of the largest probabilities " + shares[1]);
      }
    }
  }

  /** How often the likeliest of the three classes is right, and its mean probability. */
  private static double[] judged(Teacher teacher, Samples samples) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    int[] truth = labels(samples, "class");
    double[] shares = new double[2];
    try (Tensor inputs = Tensor.allocate(TinyLesson.INPUT.batch(all.length));
        Tensor outputs = Tensor.allocate(Shape.of(all.length, 3))) {
      samples.inputs(all, inputs);
      teacher.evaluate(new Batch(samples, all, inputs), Map.of("class", outputs));
      for (int i = 0; i < all.length; i++) {
        int best = 0;
        for (int c = 1; c < 3; c++) {
          best = outputs.get(3 * i + c) > outputs.get(3 * i + best) ? c : best;
        }
        shares[0] += best == truth[i] ? 1.0 / all.length : 0;
        shares[1] += outputs.get(3 * i + best) / all.length;
      }
    }
    return shares;
  }

  @Test
  void aModelForOtherDataIsRefused() throws IOException {
    trained(new CARTClassificationTrainer(8), new FeatureNames(NAMES))
        .serializeToFile(folder.resolve("model"));
    assertRefused(() -> load(List.of()), "knows the input 'constant'");
    assertRefused(() -> load(List.of("width", "height")), "names 2 inputs, but the data has 3");
    TribuoLabels others =
        new TribuoLabels(new FeatureNames(NAMES), List.of("ne", "nw", "sw", "south-east"));
    new CARTClassificationTrainer(8)
        .train(others.dataset(TribuoTeacher.rows(data.train(), QuadrantData.INPUT), labels()))
        .serializeToFile(folder.resolve("model"));
    assertRefused(() -> load(NAMES), "predicts [ne, nw, south-east, sw]");
  }

  @Test
  void headsAndModelsAreTheSame() {
    RetortException refused =
        assertThrows(
            RetortException.class,
            () ->
                new TribuoProvider()
                    .create(
                        new TribuoTeacherSettings(Map.of("colour", Path.of("model")), NAMES),
                        new TestContext(folder, 1).with(data)));
    assertTrue(refused.getMessage().contains("[colour]"), refused::getMessage);
    assertTrue(refused.getMessage().contains("[quadrant]"), refused::getMessage);
  }

  @Test
  void javaSerializationIsRefusedUnread() throws IOException {
    try (ObjectOutputStream out =
        new ObjectOutputStream(Files.newOutputStream(folder.resolve("model")))) {
      out.writeObject("anything");
    }
    assertRefused(() -> load(NAMES), "Java serialization");
  }

  @Test
  void foreignAndDamagedFilesAreRefused() throws IOException {
    assertRefused(() -> load(NAMES), "cannot be read");
    Files.writeString(folder.resolve("model"), "kind: tree\n");
    assertRefused(() -> load(NAMES), folder.resolve("model").toString());
    Files.write(folder.resolve("model"), new byte[0]);
    assertRefused(() -> load(NAMES), "holds no model of Tribuo's");
    trained(new CARTClassificationTrainer(8), new FeatureNames(NAMES))
        .serializeToFile(folder.resolve("model"));
    byte[] good = Files.readAllBytes(folder.resolve("model"));
    Files.write(folder.resolve("model"), Arrays.copyOf(good, good.length / 2));
    assertRefused(() -> load(NAMES), "damaged");
    Random random = new Random(9);
    for (int i = 0; i < 200; i++) {
      byte[] bad = good.clone();
      for (int j = 0; j < 20; j++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      Files.write(folder.resolve("model"), bad);
      try (Teacher teacher = load(NAMES)) {
        // Some numbers may change without notice.
        assertEquals(1, teacher.outputs().size());
      } catch (RetortException clear) {
        assertTrue(clear.getMessage().contains("model"), clear::getMessage);
      }
    }
  }

  @Test
  void aClassThatIsNoModelIsNotEvenLoaded() throws IOException {
    ModelProto hostile =
        ModelProto.newBuilder().setClassName("io.retort.teachers.tribuo.Hostile").build();
    Files.write(folder.resolve("model"), hostile.toByteArray());
    assertRefused(() -> load(NAMES), "holds a 'io.retort.teachers.tribuo.Hostile'");
  }

  private Teacher load(List<String> features) {
    return new TribuoProvider()
        .create(
            new TribuoTeacherSettings(Map.of("quadrant", Path.of("model")), features),
            new TestContext(folder, 1).with(data));
  }

  private Model<Label> trained(Trainer<Label> trainer, FeatureNames names) {
    TribuoLog.quiet();
    return trainer.train(
        new TribuoLabels(names, classNames())
            .dataset(TribuoTeacher.rows(data.train(), QuadrantData.INPUT), labels()));
  }

  private static List<String> classNames() {
    return QuadrantData.QUADRANT.task().names();
  }

  private int[] labels() {
    return labels(data.train(), "quadrant");
  }

  private static int[] labels(Samples samples, String head) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    return ((Target.Classes) samples.labels(head, all)).labels();
  }

  private double accuracy(float[] outputs) {
    int[] labels = labels(data.validation(), "quadrant");
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int c = 1; c < 4; c++) {
        best = outputs[4 * i + c] > outputs[4 * i + best] ? c : best;
      }
      right += best == labels[i] ? 1 : 0;
    }
    return right / (double) labels.length;
  }

  private float[] evaluate(Teacher teacher) {
    Samples samples = data.validation();
    int[] all = IntStream.range(0, samples.size()).toArray();
    Head head = QuadrantData.QUADRANT;
    try (Tensor inputs = Tensor.allocate(QuadrantData.INPUT.batch(all.length));
        Tensor outputs = Tensor.allocate(Shape.of(all.length, head.task().outputs()))) {
      samples.inputs(all, inputs);
      teacher.evaluate(new Batch(samples, all, inputs), Map.of(head.name(), outputs));
      return outputs.toArray();
    }
  }
}
