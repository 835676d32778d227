package io.retort.runtime.experiment.labelling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.plugin.Plugin;
import io.retort.testkit.TestContext;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever classes are called, what was written is read as the same. */
class LabelledNamesTest {
  private static final String CHARACTERS =
      "ab\"',;:\n\r\t #=-0.\\\u00e9\u65e5\u00a0\u2028\ufeff\u0001|{}";

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "  ",
          "cat",
          " cat",
          "cat ",
          "Cat",
          "\ncat",
          "cat\r\n",
          "cat,dog",
          "\"cat\"",
          "\"",
          "\"\"",
          ":",
          "cat:dog",
          "label",
          "NaN",
          "null",
          "-inf",
          "#cat",
          "1",
          "1.0",
          "'",
          "\ud83d\ude00");

  record Settings(Plugin<Dataset> data, Plugin<Teacher> teacher) {}

  @TempDir private Path folder;
  private final Retort retort = Retort.with(TinyExperiment.catalog());

  @Test
  void oddNamesComeBack() {
    comeBack(ODD, 0);
  }

  @Test
  void randomNamesComeBack() {
    SplittableRandom random = new SplittableRandom(11);
    for (int trial = 1; trial <= 60; trial++) {
      Set<String> names = new LinkedHashSet<>();
      while (names.size() < 6) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
          name.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        names.add(name.toString());
      }
      comeBack(List.copyOf(names), trial);
    }
  }

  @Test
  void namesThatAreNoTextAreRefusedBeforeAnythingIsWritten() {
    for (String name : List.of("cat\ud83d", "\ufffd")) {
      Head head = new Head("kind", new Task.SingleLabel(List.of("dog", name)));
      RetortException refusal = assertThrows(RetortException.class, () -> rows(List.of(head)));
      assertTrue(refusal.getMessage().contains("of the head 'kind' cannot"), refusal.getMessage());
    }
  }

  private static LabelledRows rows(List<Head> heads) {
    return new LabelledRows(Shape.of(1), List.of(), heads, outputs(heads), Optional.empty());
  }

  private static List<TeacherOutput> outputs(List<Head> heads) {
    return heads.stream()
        .map(
            head ->
                new TeacherOutput(
                    head.name(), head.task().networkOutputKind(), Shape.of(head.task().outputs())))
        .toList();
  }

  /** Every name is once a class, a label and a value; sample i is of class i. */
  private void comeBack(List<String> names, int trial) {
    List<Head> heads =
        List.of(
            new Head("one \"class\"", new Task.SingleLabel(names)),
            new Head("labels, ", new Task.MultiLabel(names)),
            new Head("values\n", new Task.Regression(names)));
    int count = names.size();
    int[] all = IntStream.range(0, count).toArray();
    Path file = folder.resolve("names" + trial + ".csv");
    LabelledRows rows = rows(heads);
    float[] outputs = new float[count * count];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = 2 * (i % 7) - 5.1f * (i % 3);
    }
    try (LabelledFile out = LabelledFile.open(file, "", "", rows.titles());
        Tensor inputs = Tensor.allocate(Shape.of(count, 1));
        Tensor given = Tensor.of(Shape.of(count, count), outputs)) {
      out.known(inputs);
      LabelledRows.Predictions predictions =
          new LabelledRows.Predictions(
              0,
              new Batch(new InMemorySamples(inputs, Map.of()), all, inputs),
              Map.of(
                  heads.get(0).name(),
                  given,
                  heads.get(1).name(),
                  given,
                  heads.get(2).name(),
                  given),
              Map.of(heads.get(0).name(), new Target.Classes(all)));
      for (int i = 0; i < count; i++) {
        out.add(rows.cells(predictions, i));
      }
      out.endBatch();
      out.complete();
    }
    Settings settings =
        retort
            .bind(
                Settings.class,
                ConfigurationDocument.of(
                    Map.of(
                        "data",
                        Map.of("kind", "labelled", "file", file.toString()),
                        "teacher",
                        Map.of("kind", "recorded", "file", file.toString()))),
                folder)
            .value();
    TestContext context = new TestContext(folder, 1);
    try (Dataset data = settings.data().create(context);
        Teacher teacher =
            settings
                .teacher()
                .create(
                    context.with(
                        new TrainingData(
                            data.inputShape(), data.heads(), data.train(), data.train())))) {
      assertEquals(heads, data.heads());
      assertArrayEquals(
          all, ((Target.Classes) data.train().labels(heads.get(0).name(), all)).labels());
      assertEquals(outputs(heads), teacher.outputs());
      for (Head head : heads) {
        try (Tensor inputs = Tensor.allocate(Shape.of(count, 1));
            Tensor recorded = Tensor.allocate(Shape.of(count, count))) {
          teacher.evaluate(new Batch(data.train(), all, inputs), Map.of(head.name(), recorded));
          assertArrayEquals(outputs, recorded.toArray());
        }
      }
    }
  }
}
