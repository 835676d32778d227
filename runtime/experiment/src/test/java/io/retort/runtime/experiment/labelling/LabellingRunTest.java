package io.retort.runtime.experiment.labelling;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.data.Dataset;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.progress.TrainingListener;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.plugin.Plugin;
import io.retort.testkit.TestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabellingRunTest {
  record Data(Plugin<Dataset> data) {}

  private final List<Warning> warnings = new ArrayList<>();

  @TempDir private Path folder;
  private final ScalingTeacher rule = new ScalingTeacher();
  private final Retort retort = Retort.with(TinyExperiment.catalog(rule));

  @Test
  void aFileHoldsInputsMostLikelyClassAndLogits() throws IOException {
    write("new.csv", "a,b\n0,0\n1.0986123,0\n-1,-2.3862944\n");

    LabellingResult result =
        run("{kind: csv, file: new.csv, outputs: [cat, dog], standardise: false}", "");

    List<String> lines = Files.readAllLines(result.file());
    assertEquals(
        "source,input:0,input:1,label:label,logit:label:cat,logit:label:dog", lines.get(0));
    assertEquals("0,0,0,cat,0,0", lines.get(1));
    assertEquals("1,1.0986123,0,cat,1.0986123,0", lines.get(2));
    assertEquals("2,-1,-2.3862944,cat,-1,-2.3862944", lines.get(3));
    assertEquals(4, lines.size());
    assertEquals(new LabellingResult(result.file(), 3, 3, 0), result);
  }

  @Test
  void aModuleOfTheProgramReplacesPartsAsInARun() throws IOException {
    write("own.csv", "a,b\n5,6\n5,7\n");
    Map<String, ?> own =
        Map.of(
            "kind",
            "csv",
            "file",
            "own.csv",
            "outputs",
            List.of("cat", "dog"),
            "standardise",
            false);
    Dataset bound =
        retort
            .bind(Data.class, ConfigurationDocument.of(Map.of("data", own)), folder)
            .value()
            .data()
            .create(new TestContext(folder, 1));
    write(
        "label.yaml",
        "backend: difference\ndata: {kind: csv, file: absent.csv, label: b}\nteacher: rule\n"
            + "samples: unlabelled\noutput: "
            + folder.resolve("labelled.csv"));

    LabellingResult result =
        LabellingRun.read(retort, folder.resolve("label.yaml"), List.of())
            .with(binder -> binder.bind(Dataset.class).toInstance(bound))
            .run();

    assertEquals(2, result.kept());
  }

  @Test
  void whatIsBelowTheThresholdIsLeftOutAndCounted() throws IOException {
    write("new.csv", "a,b\n0,0\n1.0986123,0\n-1,-2.3862944\n");

    LabellingResult result =
        run(
            "{kind: csv, file: new.csv, outputs: [cat, dog], standardise: false}",
            "threshold: 0.7");

    assertEquals(2, result.kept());
    assertEquals(1, result.leftOut());
    assertEquals(
        List.of("source", "1", "2"),
        Files.readAllLines(result.file()).stream().map(line -> line.split(",", -1)[0]).toList());
    String summary = Files.readString(Path.of(result.file() + ".json"));
    assertTrue(summary.contains("\"left-out\" : 1"), summary);
  }

  @Test
  void whatIsExactlyAtTheThresholdIsKept() throws IOException {
    write(
        "new.csv",
        "a,b\n0.7,0.3\n0.3,0.7\n0.6999999,0.3000001\n0.9,0.1\n0.1,0.9\n0.65,0.35\n1,0\n");
    for (Map.Entry<String, List<String>> kept :
        Map.of("0.7", List.of("0", "1", "3", "4", "6"), "0.9", List.of("3", "4", "6")).entrySet()) {
      LabellingResult result =
          run(
              "kept-" + kept.getKey() + ".csv",
              CSV,
              "threshold: " + kept.getKey(),
              "{kind: rule, outputs: probabilities}");
      assertEquals(kept.getValue(), sources(result), "threshold " + kept.getKey());
    }
    // The logits of odds of 7 to 3, and labels that are there and not there with 0.7.
    write("new.csv", "a,b\n0.84729785,0\n0.847297,0\n0,0.84729785\n");
    assertEquals(
        List.of("0", "2"),
        sources(run("odds.csv", CSV, "threshold: 0.7", "{kind: rule, outputs: logits}")));
    write("new.csv", "a,b\n0.7,0.3\n0.7,0.31\n0.3,0.7\n");
    assertEquals(
        List.of("0", "2"),
        sources(
            run(
                "labels.csv",
                CSV.replace("standardise", "task: multi-label, standardise"),
                "threshold: 0.7",
                "{kind: rule, outputs: probabilities}")));
  }

  private static List<String> sources(LabellingResult result) throws IOException {
    return Files.readAllLines(result.file()).stream()
        .skip(1)
        .map(line -> line.split(",", -1)[0])
        .toList();
  }

  @Test
  void outputsAreWrittenAsTheTeacherGivesThem() throws IOException {
    // As probabilities, the second would be 0, and 0 too at a temperature of 40.
    write("new.csv", "a,b\n60,-62\n");
    LabellingResult logits = run(CSV, "");
    assertEquals("0,60,-62,cat,60,-62", Files.readAllLines(logits.file()).get(1));
    write("new.csv", "a,b\n0,-122\n-0.6931472,-0.6931472\n");
    LabellingResult logarithms =
        run("logarithms.csv", CSV, "", "{kind: rule, outputs: log-probabilities}");
    List<String> lines = Files.readAllLines(logarithms.file());
    assertTrue(
        lines.get(0).endsWith("log-probability:label:cat,log-probability:label:dog"), lines.get(0));
    assertEquals("0,0,-122,cat,0,-122", lines.get(1));
    for (LabellingResult result : List.of(logits, logarithms)) {
      try (Dataset data = load(result.file())) {
        assertEquals(new Task.SingleLabel(List.of("cat", "dog")), data.heads().get(0).task());
      }
    }
  }

  @Test
  void outputsThatAreNotFiniteAreRefused() throws IOException {
    write("new.csv", "a,b\n3e38,0\n");
    String message =
        assertThrows(
                RetortException.class, () -> run("out.csv", CSV, "", "{kind: rule, factor: 10}"))
            .getMessage();

    assertTrue(message.contains("given Infinity for the head 'label'"), message);
  }

  @Test
  void aLabelOfSeveralIsAsConfidentAsItsLeastSureDecision() throws IOException {
    write("new.csv", "a,b\n3,-3\n3,0.1\n");

    LabellingResult result =
        run(
            "{kind: csv, file: new.csv, outputs: [red, big], task: multi-label, standardise:"
                + " false}",
            "threshold: 0.9");

    List<String> lines = Files.readAllLines(result.file());
    assertEquals(2, lines.size());
    // 1 / (1 + e^-3) is 0.953, and so sure is the teacher that it is not big.
    String[] cells = lines.get(1).split(",", -1);
    assertEquals(List.of("1", "0"), List.of(cells[3], cells[4]));
    assertEquals(List.of("3", "-3"), List.of(cells[5], cells[6]));
    try (Dataset data = load(result.file())) {
      assertEquals(new Task.MultiLabel(List.of("red", "big")), data.heads().get(0).task());
    }
  }

  @Test
  void valuesAreWrittenAsTheyAre() throws IOException {
    write("new.csv", "a\n0.25\n-7\n");

    LabellingResult result =
        run(
            "{kind: csv, file: new.csv, outputs: [price], task: regression, standardise: false}",
            "",
            "{kind: rule, factor: 2, outputs: values}");

    try (Dataset data = load(result.file())) {
      Target.Values values = (Target.Values) data.train().labels("label", new int[] {0, 1});
      assertArrayEquals(new float[] {0.5f, -14}, values.values().toArray());
      values.values().close();
    }
    RetortException refusal =
        assertThrows(
            RetortException.class,
            () ->
                run(
                    "other.csv",
                    "{kind: csv, file: new.csv, outputs: [price], task: regression,"
                        + " standardise: false}",
                    "threshold: 0.5",
                    "{kind: rule}"));
    assertTrue(refusal.getMessage().startsWith("threshold: "), refusal.getMessage());
  }

  @Test
  void valuesAreWrittenInTheUnitsOfTheData() throws IOException {
    // Learned on a scale of mean 200 and deviation 100, on which the teacher's outputs are as well.
    write("old.csv", "x,price\n1,100\n2,300\n3,100\n4,300\n");
    LabellingResult result =
        run(
            "{kind: csv, file: old.csv, label: [price], task: regression, standardise: false}",
            "samples: train\nsplit: {test: 0.25, validation: 0.34}",
            "{kind: rule, factor: 0, outputs: values}");

    List<String> lines = Files.readAllLines(result.file());
    assertEquals("source,input:0,label:label:price,value:label:price", lines.get(0));
    String[] first = lines.get(1).split(",", -1);
    assertEquals("100", first[2]);
    // On the scale it has given 0: the mean of what it was trained with.
    double output = Double.parseDouble(first[3]);
    assertTrue(output >= 100 && output <= 300, lines.get(1));
  }

  @Test
  void newSamplesAreEncodedAsThoseOfTheTraining() throws IOException {
    // Mean 2 and deviation 1; the new file has the columns in another order, and one more.
    write(
        "old.csv",
        "x,colour,kind\n1,red,cat\n3,blue,dog\n1,red,cat\n3,blue,dog\n1,blue,cat\n3,blue,dog\n");
    write("new.csv", "colour,note,x\nblue,?,4\nred,?,2\n");

    LabellingResult result =
        run(
            """
            kind: csv
              file: old.csv
              label: [kind]
              categorical: [colour]
              unlabelled: new.csv\
            """,
            "");

    try (Dataset data = load(result.file())) {
      assertArrayEquals(
          // standardised x, then blue and red
          new float[] {2, 1, 0, 0, 0, 1}, inputs(data));
      assertEquals(new Task.SingleLabel(List.of("cat", "dog")), data.heads().get(0).task());
    }
  }

  @Test
  void rowsOfATableWithoutALabelAreLabelledAndUnknownValuesAreCounted() throws IOException {
    write(
        "old.csv",
        """
        x,colour,kind
        1,red,cat
        3,blue,dog
        9,red,
        1,red,cat
        3,blue,dog
        1,blue,cat
        3,blue,dog
        7,blue,
        """);
    write("new.csv", "colour,x\npink,4\nred,2\n");

    LabellingResult result =
        run(
            """
            kind: csv
              file: old.csv
              label: kind
              categorical: colour
              unlabelled: new.csv
              standardise: false\
            """,
            "");

    try (Dataset data = load(result.file())) {
      // x, blue and red; nobody has heard of pink.
      assertArrayEquals(new float[] {9, 0, 1, 7, 1, 0, 4, 0, 0, 2, 0, 1}, inputs(data));
    }
    assertEquals(
        List.of("unlabelled-rows", "unknown-category"),
        warnings.stream().map(Warning::code).toList());
    assertTrue(warnings.get(0).sentence().startsWith("2 of 8 rows"), warnings.toString());
    assertTrue(warnings.get(1).sentence().startsWith("1 of 2 rows"), warnings.toString());
  }

  @Test
  void whatClassesAreCalledIsReadBackAsItIs() throws IOException {
    write("new.csv", "a,b\n0.1,0.9\n0.8,0.2\n");

    LabellingResult result =
        run(
            "{kind: csv, file: new.csv, outputs: [' a ', \"say \\\"hi\\\"\\nto: all\"],"
                + " standardise: false}",
            "");

    try (Dataset data = load(result.file())) {
      assertEquals(
          new Task.SingleLabel(List.of(" a ", "say \"hi\"\nto: all")), data.heads().get(0).task());
      assertEquals(2, data.train().size());
    }
  }

  @Test
  void anInterruptedLabellingGoesOnAndWritesTheSameBytes() throws IOException {
    for (String name : List.of("plain.csv", "packed.csv.gz")) {
      write("new.csv", table(100));
      rule.failsAfter = Integer.MAX_VALUE;
      byte[] whole = Files.readAllBytes(label("whole-" + name, "threshold: 0.6\nbatch: 2").file());

      rule.asked.clear();
      rule.failsAfter = 40;
      assertThrows(IllegalStateException.class, () -> label(name, "threshold: 0.6\nbatch: 2"));
      assertFalse(Files.exists(folder.resolve(name)));
      rule.asked.clear();
      rule.failsAfter = Integer.MAX_VALUE;
      LabellingResult rest = label(name, "threshold: 0.6\nbatch: 2");

      // Forty batches of two had been evaluated, of which two blocks of sixteen were kept.
      assertEquals(64, rest.resumed());
      assertEquals(18, rest.read() == 100 ? rule.asked.size() : -1);
      assertArrayEquals(whole, Files.readAllBytes(folder.resolve(name)));
      assertFalse(Files.exists(folder.resolve(name + ".part")));
      assertFalse(Files.exists(folder.resolve(name + ".state")));
    }
  }

  @Test
  void aLabellingThatWasStoppedKeepsWhatItHasLabelled() throws IOException {
    write("new.csv", table(100));
    byte[] whole = Files.readAllBytes(label("whole.csv", "batch: 2").file());
    LabellingRun stopped =
        LabellingRun.read(
            retort,
            folder.resolve("label.yaml"),
            List.of("output=" + folder.resolve("stopped.csv")));
    List<Boolean> labels = new ArrayList<>();
    stopped.listen(
        new TrainingListener() {
          @Override
          public void message(String message) {
            labels.add(stopped.stop());
          }
        });

    RetortException end = assertThrows(RetortException.class, stopped::run);

    assertEquals(ErrorKind.INTERRUPTED, end.kind());
    assertEquals(
        "The labelling was interrupted; what was labelled is kept beside "
            + folder.resolve("stopped.csv")
            + ", and the same command goes on from there",
        end.getMessage());
    assertEquals(List.of(true), labels);
    // Sixteen batches of two were a block.
    assertEquals(32, label("stopped.csv", "batch: 2").resumed());
    assertArrayEquals(whole, Files.readAllBytes(folder.resolve("stopped.csv")));
  }

  @Test
  void rowsThatAreNotWholeAreCutOff() throws IOException {
    write("new.csv", table(100));
    byte[] whole = Files.readAllBytes(label("whole.csv", "batch: 2").file());
    interrupt("batch: 2");
    Path part = folder.resolve("out.csv.part");
    Files.writeString(part, Files.readString(part) + "64,0.25,half a ro");

    assertArrayEquals(whole, Files.readAllBytes(label("out.csv", "batch: 2").file()));
  }

  @Test
  void somethingElseThanWasBegunIsRefused() throws IOException {
    write("new.csv", table(100));
    interrupt("batch: 2");

    String fix = "out.csv.state to begin anew";
    assertRefused(() -> label("out.csv", "batch: 2\nthreshold: 0.9"), "'threshold: 0.9' now", fix);
    assertRefused(
        () -> run("out.csv", CSV, "batch: 2", "{kind: rule, factor: 3}"),
        "factor: 1.0' then, 'factor: 3.0' now",
        fix);
    write("new.csv", table(100).replaceFirst("\n0\\.", "\n1."));
    assertRefused(() -> label("out.csv", "batch: 2"), "other samples", fix);
    write("new.csv", table(10));
    assertRefused(() -> label("out.csv", "batch: 2"), "other samples", fix);
  }

  @Test
  void aTeacherThatHasChangedIsRefused() {
    LabellingState before = new LabellingState("a: 1\n", "1234", 2, 2, 10, "");

    String message =
        assertThrows(
                RetortException.class,
                () ->
                    before.requireSame(
                        new LabellingState("a: 1\n", "5678", 0, 0, 0, ""), Path.of("out.csv")))
            .getMessage();

    assertTrue(message.contains("the teacher has changed"), message);
  }

  @Test
  void noMoreThanABatchIsAskedForAtOnce() throws IOException {
    write("new.csv", table(50));

    label("out.csv", "batch: 16");

    assertEquals(List.of(16, 16, 16, 2), rule.asked);
  }

  @Test
  void aFileThatExistsIsLeftAlone() throws IOException {
    write("new.csv", table(4));
    write("out.csv", "mine");

    RetortException refusal = assertThrows(RetortException.class, () -> label("out.csv", ""));

    assertTrue(refusal.getMessage().contains("exists"), refusal.getMessage());
    assertEquals("mine", Files.readString(folder.resolve("out.csv")));
  }

  @Test
  void ofTestSamplesTheTrueLabelsAreKeptBesideTheTeachersOutputs() throws IOException {
    write("old.csv", "x,y,kind\n1,9,a\n9,1,b\n");
    write("test.csv", "x,y,kind\n1,9,a\n1,9,b\n");

    LabellingResult result =
        run(
            "{kind: csv, file: old.csv, label: [kind], test-file: test.csv, standardise: false}",
            "samples: test\nsplit: {validation: 0.5}");

    try (Dataset data = load(result.file())) {
      Target.Classes classes = (Target.Classes) data.train().labels("label", new int[] {0, 1});
      assertArrayEquals(new int[] {0, 1}, classes.labels());
    }
    List<String> lines = Files.readAllLines(result.file());
    assertEquals(lines.get(1).replaceAll(".*[ab],", ""), lines.get(2).replaceAll(".*[ab],", ""));
  }

  @Test
  void aStudentLearnsFromTheFileByTheTeachersDistributions() throws IOException {
    write("new.csv", table(200));
    label("learn.csv", "threshold: 0.55");
    write(
        "learn.yaml",
        """
        name: learn
        backend: difference
        data: {kind: labelled, file: learn.csv}
        teacher: {kind: rule}
        student:
          network: [{kind: dense, units: 2}]
          training: {steps: 150, batch: 16, optimizer: {kind: adam, learning-rate: 0.1}}
        strategy: soft-label
        seeds: [1]
        exporters: []
        output: %s
        """
            .formatted(folder.resolve("learned")));

    RunResult result = retort.experiment(folder.resolve("learn.yaml"), List.of()).run();

    double accuracy = result.students().get(1).test().get("label").scoreValue();
    assertTrue(accuracy > 0.9, "the student agrees with the teacher on " + accuracy);
  }

  @Test
  void imagesKeepTheirShape() throws IOException {
    LabellingResult result =
        run(
            "{kind: digits, unlabelled: 3}",
            "",
            "{kind: network, network: [flatten, {kind: dense, units: 10}], training: {steps: 1}}");

    try (Dataset data = load(result.file())) {
      assertEquals("1x8x8", data.inputShape().toString());
      assertEquals(3, data.train().size());
      assertEquals(10, data.heads().get(0).task().outputs());
    }
  }

  @Test
  void compressedBlocksAreOneFile() throws IOException {
    write("new.csv", table(100));
    byte[] plain = Files.readAllBytes(label("a.csv", "batch: 2").file());
    byte[] packed = Files.readAllBytes(label("b.csv.gz", "batch: 2").file());

    assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes());
    assertTrue(packed.length < plain.length);
  }

  private static final String CSV =
      "{kind: csv, file: new.csv, outputs: [cat, dog], standardise: false}";

  private void interrupt(String more) {
    rule.asked.clear();
    rule.failsAfter = 40;
    assertThrows(IllegalStateException.class, () -> label("out.csv", more));
    rule.asked.clear();
    rule.failsAfter = Integer.MAX_VALUE;
  }

  private static String table(int rows) {
    SplittableRandom random = new SplittableRandom(7);
    return IntStream.range(0, rows)
        .mapToObj(
            i -> String.format(Locale.ROOT, "%.3f,%.3f", random.nextDouble(), random.nextDouble()))
        .collect(Collectors.joining("\n", "a,b\n", "\n"));
  }

  private LabellingResult label(String output, String more) throws IOException {
    return run(output, CSV, more, "{kind: rule}");
  }

  private LabellingResult run(String data, String more) throws IOException {
    return run(data, more, "{kind: rule}");
  }

  private LabellingResult run(String data, String more, String teacher) throws IOException {
    return run("labelled.csv", data, more, teacher);
  }

  private LabellingResult run(String output, String data, String more, String teacher)
      throws IOException {
    write(
        "label.yaml",
        "backend: difference\ndata: "
            + (data.startsWith("{") ? data : "\n  " + data)
            + "\nteacher: "
            + teacher
            + "\noutput: "
            + folder.resolve(output)
            + "\n"
            + more
            + "\n");
    return LabellingRun.read(retort, folder.resolve("label.yaml"), List.of())
        .listen(
            new TrainingListener() {
              @Override
              public void warning(Warning warning) {
                warnings.add(warning);
              }
            })
        .run();
  }

  private Dataset load(Path file) {
    Map<String, ?> labelled = Map.of("kind", "labelled", "file", file.toString());
    return retort
        .bind(Data.class, ConfigurationDocument.of(Map.of("data", labelled)), folder)
        .value()
        .data()
        .create(new TestContext(folder, 1));
  }

  private static float[] inputs(Dataset data) {
    int[] all = IntStream.range(0, data.train().size()).toArray();
    try (Tensor inputs = Tensor.allocate(data.inputShape().batch(all.length))) {
      data.train().inputs(all, inputs);
      float[] values = inputs.toArray();
      return Arrays.copyOf(values, values.length);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
