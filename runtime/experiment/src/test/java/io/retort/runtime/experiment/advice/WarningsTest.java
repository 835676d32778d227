package io.retort.runtime.experiment.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.data.SplitData;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.settings.SplitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nonsense that a run is warned of. */
class WarningsTest {
  private static final String EXPERIMENT =
      """
      name: warned
      backend: difference
      data: {kind: csv, file: data.csv, label: [label]}
      split: {validation: 0.35}
      teacher:
        kind: network
        network: [{kind: dense, units: 3, activation: tanh}, {kind: dense, units: 2}]
        training: {steps: 60, batch: 10, optimizer: {kind: adam, learning-rate: 0.05}}
      student:
        network: [{kind: dense, units: 2}]
        training: {steps: 60, batch: 10, optimizer: {kind: adam, learning-rate: 0.05}}
      strategy: temperature
      seeds: [1, 2]
      exporters: []
      output: out
      """;

  @TempDir private Path folder;
  private final Retort retort = Retort.with(TinyExperiment.catalog());
  private final Random random = new Random(1);

  @Test
  void soundDataAndModelsGetNoWarning() throws IOException {
    RunResult result = run(200, this::separable);

    assertEquals(List.of(), result.warnings());
    assertTrue(json(result).contains("\"warnings\" : [ ]"), json(result));
  }

  @Test
  void modelsThatPredictTheLargestClassAlone() throws IOException {
    RunResult result = run(300, i -> noise() + "," + (i % 20 == 0 ? "ill" : "healthy"));

    for (String arm : List.of("teacher", "alone", "distilled")) {
      Warning warning = one(result.warnings(), "constant-class", arm);
      assertTrue(warning.sentence().contains("'healthy' for every test sample"), "" + warning);
    }
    one(result.warnings(), "teacher-no-better-than-majority", "teacher");
    assertTrue(json(result).contains("\"code\" : \"constant-class\""), json(result));
    // Nothing of the small class is found: recall 1 and 0, F1 of 2·57/(57 + 60) and 0.
    assertEquals(0.5, result.students().get(0).test().get("label").value("balanced-accuracy"));
    assertEquals(
        2.0 * 57 / (57 + 60) / 2,
        result.students().get(0).test().get("label").value("macro-f1"),
        1e-12);
  }

  @Test
  void deadUnitsAreNamedByTheirLayer() throws IOException {
    String dead =
        "student.network=[{kind: dense, name: early, units: 3, activation: relu},"
            + " {kind: dense, name: late, units: 2}]";
    List<String> heard = new ArrayList<>();
    write(
        200,
        i ->
            (1e4 + random.nextDouble())
                + ","
                + random.nextDouble()
                + ","
                + (i % 2 == 0 ? "no" : "yes"));
    RunResult result =
        experiment(
                dead,
                "data.standardise=false",
                "student.training.optimizer={kind: sgd, learning-rate: 0.01}")
            .listen(
                new TrainingListener() {
                  @Override
                  public void warning(Warning warning) {
                    heard.add(warning.code() + " " + warning.place());
                  }
                })
            .run();

    Warning warning = one(result.warnings(), "constant-class", "alone");
    assertTrue(warning.sentence().contains("layer 'early'"), warning.toString());
    one(result.warnings(), "no-gradient", "alone, layer 'early'");
    assertTrue(heard.contains("no-gradient alone, layer 'early'"), heard.toString());
    assertEquals(heard.stream().distinct().toList(), heard);
  }

  /** Inputs of 10,000 saturate tanh: no gradient gets through, to no layer before it. */
  @Test
  void aFrozenLayerNeedsNoGradient() throws IOException {
    RunResult result =
        run(
            200,
            i -> "1e4," + random.nextDouble() + "," + (i % 2 == 0 ? "no" : "yes"),
            "student.network=[{kind: dense, name: frozen, units: 3},"
                + " {kind: dense, name: early, units: 3},"
                + " {kind: dense, name: flat, units: 3, activation: tanh},"
                + " {kind: dense, name: late, units: 2}]",
            "student.training.nodes=[{nodes: [frozen], rate: 0}]",
            "data.standardise=false");

    assertEquals(
        Set.of("alone, layer 'early'", "alone, layer 'flat'"),
        result.warnings().stream()
            .filter(each -> each.code().equals("no-gradient"))
            .map(Warning::place)
            .filter(place -> place.startsWith("alone"))
            .collect(Collectors.toSet()));
  }

  @Test
  void aTeacherThatIsWorseThanTheStudentAlone() throws IOException {
    RunResult result = run(200, this::separable, "teacher.training.steps=1");

    Warning warning = one(result.warnings(), "teacher-worse-than-student", "teacher");
    assertTrue(warning.sentence().startsWith("its accuracy of 0."), warning.toString());
  }

  @Test
  void studentsBelowTheShareOfTheLargestClass() throws IOException {
    RunResult result =
        run(
            200,
            i -> random.nextGaussian() + ",0," + (i % 4 == 0 ? "a" : "b"),
            "student.training.optimizer={kind: sgd, learning-rate: 1e-6}",
            "seeds=[3]");

    double accuracy = result.students().get(0).test().get("label").scoreValue();
    assertEquals(
        accuracy < 0.75,
        result.warnings().stream()
            .anyMatch(
                each ->
                    each.code().equals("below-majority-share") && each.place().equals("alone")));
    assertTrue(accuracy < 0.75, "the seed must be one that predicts the small class too");
  }

  @Test
  void labelsThatAreDifferentInEveryRow() throws IOException {
    write(100, i -> noise() + ",id" + i);

    Warning warning =
        one(
            experiment(
                    "student.network=[{kind: dense, units: 100}]",
                    "teacher=none",
                    "strategy=labels")
                .check(),
            "identifier-label",
            "data");
    assertTrue(warning.sentence().contains("100 classes in 100 samples"), warning.toString());
  }

  @Test
  void classesThatAreAsManyAsSamplesInDataOfAnyKind() {
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "id" + i).toList();
    Head head = new Head("id", new Task.SingleLabel(names));
    try (InMemorySamples samples =
        new InMemorySamples(
            Tensor.allocate(Shape.of(40, 1)),
            Map.of("id", new Target.Classes(IntStream.range(0, 40).toArray())))) {
      Dataset data =
          new Dataset() {
            @Override
            public Shape inputShape() {
              return Shape.of(1);
            }

            @Override
            public List<Head> heads() {
              return List.of(head);
            }

            @Override
            public Samples train() {
              return samples;
            }

            @Override
            public Optional<Samples> test() {
              return Optional.empty();
            }

            @Override
            public void close() {}
          };
      SplitSettings split = new SplitSettings(0.25, 0.2, Optional.empty(), Optional.empty(), 0, 1);

      List<Warning> warnings =
          DataAdvice.of(SplitData.of(data, split, true), List.of(1L), TrainingListener.NONE);

      Warning warning = one(warnings, "identifier-label", "data");
      assertTrue(warning.sentence().contains("40 classes in 40 samples"), warning.toString());
      assertEquals(1, warnings.size(), "its missing classes are no news: " + warnings);
    }
  }

  @Test
  void classesThatAPartHasNoneOf() throws IOException {
    write(200, i -> noise() + "," + (i < 3 ? "rare" : i % 2 == 0 ? "a" : "b"));
    List<Warning> warnings =
        experiment(
                "student.network=[{kind: dense, units: 3}]",
                "teacher.network=[{kind: dense, units: 3}]",
                "split.labelled=20")
            .check();

    Warning warning = one(warnings, "missing-class", "split.labelled");
    assertTrue(warning.sentence().contains("class 'rare'"), warning.toString());
    assertFalse(warnings.stream().anyMatch(each -> each.place().equals("data")), "" + warnings);
  }

  @Test
  void testAndValidationSamplesThatAreTrainingSamplesToo() throws IOException {
    List<String> rows = new ArrayList<>();
    write(
        200,
        i -> {
          rows.add(separable(i));
          return i % 2 == 0 ? rows.get(i) : rows.get(i - 1);
        });
    List<Warning> warnings = experiment().check();

    // Every row is there twice; of 40 test rows most have their copy elsewhere.
    Warning test = one(warnings, "duplicate-samples", "data");
    assertTrue(test.sentence().matches("3\\d of 40 test samples.*"), test.toString());
    one(warnings, "duplicate-samples", "split.validation");
  }

  @Test
  void valuesThatArePredictedWorseThanByTheirMean() throws IOException {
    RunResult result =
        run(
            200,
            i -> {
              double x = random.nextGaussian();
              return x + "," + random.nextGaussian() + "," + 100 * x;
            },
            "data.task=regression",
            "student.network=[{kind: dense, units: 1}]",
            "student.training.optimizer={kind: sgd, learning-rate: 1e-9}",
            "teacher.network=[{kind: dense, units: 2}, {kind: dense, units: 1}]",
            "teacher.training.steps=400",
            "seeds=[1, 2, 3]");

    double explained =
        result.students().stream()
            .filter(each -> each.arm().equals("alone"))
            .mapToDouble(each -> each.test().get("label").value("r2"))
            .average()
            .orElseThrow();
    assertTrue(explained < 0, "untrained students explain " + explained);
    one(result.warnings(), "worse-than-mean", "alone");
    assertFalse(
        result.warnings().stream()
            .anyMatch(
                each -> each.code().equals("worse-than-mean") && each.place().equals("teacher")));
  }

  @Test
  void valuesThatAreTheSameEverywhere() throws IOException {
    write(100, i -> noise() + ",5");
    String[] regression = {
      "data.task=regression",
      "student.network=[{kind: dense, units: 1}]",
      "teacher.network=[{kind: dense, units: 2}, {kind: dense, units: 1}]"
    };

    one(experiment(regression).check(), "constant-target", "data");
    write(100, i -> noise() + "," + (i + 5));
    assertFalse(
        experiment(regression).check().stream()
            .anyMatch(each -> each.code().equals("constant-target")));
  }

  @Test
  void batchNormalisationOfOneVector() throws IOException {
    write(200, this::separable);
    String network =
        "student.network=[{kind: dense, units: 3}, {kind: batch-norm, name: norm}, {kind: dense,"
            + " units: 2}]";

    for (String arm : List.of("alone", "distilled")) {
      one(
          experiment(network, "student.training.batch=1").check(),
          "batch-norm-batch-of-one",
          arm + ", layer 'norm'");
      // 104 samples: the last one of batches of 103 is alone.
      one(
          experiment(network, "student.training.batch=103").check(),
          "batch-norm-batch-of-one",
          arm + ", layer 'norm'");
    }
    String member = network.replace("student.network", "network").replace("=", ": ");
    String teacher =
        "teacher={kind: ensemble, teachers: [{kind: network, "
            + member
            + ", training: {optimizer: {kind: sgd, learning-rate: 0.1}, steps: 9, batch: 1}}]}";
    assertTrue(
        experiment(teacher).check().stream()
            .anyMatch(
                each ->
                    each.code().equals("batch-norm-batch-of-one")
                        && each.place().startsWith("teacher, layer 'norm' of ")));
    assertFalse(
        experiment(network, "student.training.batch=16").check().stream()
            .anyMatch(each -> each.code().equals("batch-norm-batch-of-one")));
  }

  private static Warning one(List<Warning> warnings, String code, String place) {
    List<Warning> found =
        warnings.stream()
            .filter(each -> each.code().equals(code) && each.place().equals(place))
            .toList();
    assertEquals(1, found.size(), code + " of " + place + " in " + warnings);
    return found.get(0);
  }

  private String noise() {
    return random.nextGaussian() + "," + random.nextGaussian();
  }

  private String separable(int row) {
    double x = random.nextGaussian();
    double y = random.nextGaussian();
    return x + "," + y + "," + (x + y > 0 ? "yes" : "no");
  }

  private void write(int rows, IntFunction<String> row) throws IOException {
    StringBuilder text = new StringBuilder("x,y,label\n");
    for (int i = 0; i < rows; i++) {
      text.append(row.apply(i)).append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), text);
  }

  private ExperimentRun experiment(String... overrides) {
    List<String> all = new ArrayList<>(List.of("output=" + folder.resolve("out")));
    all.addAll(List.of(overrides));
    return retort.experiment(
        ConfigurationDocument.parse("warned.yaml", EXPERIMENT).with(all), folder);
  }

  private RunResult run(int rows, IntFunction<String> row, String... overrides) throws IOException {
    write(rows, row);
    return experiment(overrides).run();
  }

  private static String json(RunResult result) throws IOException {
    return Files.readString(result.folder().resolve("result.json"));
  }
}
