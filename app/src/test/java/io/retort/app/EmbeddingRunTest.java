package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.serving.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Students that learn a teacher's vectors of texts, without labels. */
class EmbeddingRunTest {
  @TempDir private Path folder;
  private TopicTexts texts;

  @BeforeEach
  void write() throws IOException {
    texts = TopicTexts.write(folder);
  }

  private CommandResult run(int width, String... more) throws IOException {
    return texts.command("run", TopicTexts.experiment(width), more);
  }

  private Map<?, ?> student(int number) throws IOException {
    return (Map<?, ?>) ((List<?>) json("run/result.json").get("students")).get(number);
  }

  private Map<String, Object> figures(int student) throws IOException {
    Map<String, Object> figures = new TreeMap<>();
    ((Map<?, ?>) ((Map<?, ?>) student(student).get("test")).get("vector"))
        .forEach((name, value) -> figures.put((String) name, value));
    return figures;
  }

  private double figure(int student, String name) throws IOException {
    return ((Number) figures(student).get(name)).doubleValue();
  }

  private Map<String, Object> json(String file) throws IOException {
    return JSON.std.mapFrom(Files.readString(folder.resolve(file)));
  }

  @Test
  void aStudentFindsTheTeachersNeighbours() throws IOException {
    CommandResult said = run(4, "--set", "seeds=[1, 2, 3, 4, 5]");

    assertEquals(0, said.code(), said.err());
    assertEquals(
        Map.of(),
        ((Map<?, ?>) json("run/result.json").get("teacher")).get("test"),
        "It is not compared with itself");
    assertEquals("alone", student(0).get("arm"));
    assertEquals(0, student(0).get("steps"), "Without labels it has nothing to learn");
    assertTrue(figure(0, "recall-at-10") < 0.95, figures(0)::toString);
    assertEquals("distilled", student(1).get("arm"));
    assertEquals(1, figure(1, "recall-at-10"), "All topics are told apart");
    assertTrue(figure(1, "cosine") > 0.99, figures(1)::toString);
    Map<?, ?> comparison =
        (Map<?, ?>) ((List<?>) json("run/result.json").get("comparisons")).get(0);
    assertEquals("recall-at-10", comparison.get("score"), comparison::toString);
    assertEquals("helped", comparison.get("verdict"), comparison::toString);
  }

  @Test
  void theSavedStudentGivesTheVectorsThatWereMeasured() throws IOException {
    assertEquals(0, run(4).code());
    Path lines = Files.write(folder.resolve("texts.txt"), texts.texts());
    Path predicted = folder.resolve("predicted.csv");
    String run = folder.resolve("run").toString();
    CommandResult said =
        CommandResult.by("predict", run, lines.toString(), "--out", predicted.toString());
    assertEquals(0, said.code(), said.err());
    List<String> rows = Files.readAllLines(predicted);
    assertEquals("source,value:vector:0,value:vector:1,value:vector:2,value:vector:3", rows.get(0));
    Path documents = folder.resolve("predicted.jsonl");
    said = CommandResult.by("predict", run, lines.toString(), "--out", documents.toString());
    assertEquals(0, said.code(), said.err());
    try (Student student = Student.load(folder.resolve("run/student"))) {
      for (int i = 0; i < texts.texts().size(); i++) {
        float[] vector = student.predict(texts.texts().get(i));
        double[] values = IntStream.range(0, 4).mapToDouble(at -> vector[at]).toArray();
        assertArrayEquals(
            values,
            Arrays.stream(rows.get(i + 1).split(","))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray(),
            1e-6);
        Map<?, ?> document = JSON.std.mapFrom(Files.readAllLines(documents).get(i));
        assertArrayEquals(
            values,
            ((List<?>) ((Map<?, ?>) document.get("vector")).get("vector"))
                .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray(),
            1e-6);
        assertEquals(TopicTexts.topic(i), TopicTexts.nearest(vector), texts.texts().get(i));
      }
    }
  }

  @Test
  void evaluateAsksTheTeacherAgain() throws IOException {
    assertEquals(0, run(4, "--set", "seeds=[1]").code());
    double measured = figure(1, "cosine");

    CommandResult said = CommandResult.by("evaluate", folder.resolve("run").toString());

    assertEquals(0, said.code(), said.err());
    assertTrue(said.out().contains(String.format(Locale.ROOT, "%.6f", measured)), said::out);
  }

  @Test
  void vectorsOfAnotherWidthAreLearnedBehindAProjectionThatIsNotSaved() throws IOException {
    CommandResult said = run(3);

    assertEquals(0, said.code(), said.err());
    assertEquals(1, figure(1, "recall-at-10"), "All topics are told apart");
    assertEquals(List.of("recall-at-10"), List.copyOf(figures(1).keySet()));
    assertEquals(1, ((List<?>) json("run/student/network.json").get("network")).size());
    String run = folder.resolve("run").toString();
    for (String format : List.of("java", "onnx")) {
      CommandResult export = CommandResult.by("export", run, format);
      assertEquals(0, export.code(), export.err());
    }
    CommandResult solr = CommandResult.by("export", run, "solr-ltr");
    assertEquals(1, solr.code());
    assertTrue(solr.err().contains("gives a vector, and a score is one number"), solr::err);
  }

  @Test
  void aStudentIsATeacherOfVectors() throws IOException {
    assertEquals(0, run(4).code());
    Path teacher = Files.move(folder.resolve("run"), folder.resolve("first")).resolve("student");

    CommandResult said =
        run(4, "--set", "teacher={kind: saved, folder: " + teacher + "}", "--set", "seeds=[7]");

    assertEquals(0, said.code(), said.err());
    assertTrue(figure(1, "cosine") > 0.99, figures(1)::toString);
  }

  @Test
  void labelsAndVectorsAreLearnedByOneStudent() throws IOException {
    CommandResult said =
        texts.command(
            "run",
            """
            name: topics
            data:
              kind: csv
              file: texts.jsonl
              label: topic
              text: {column: text, tokenizer: {kind: hashed-ngrams, words: 1, buckets: 16384}, length: 8}
              embedding: {name: vector, width: 4}
            split: {test: 0.5, validation: 0.25}
            teacher:
              kind: per-head
              heads:
                vector: {kind: recorded, file: vectors.csv}
                label: {kind: network, network: [{kind: embedding-bag, vocabulary: 16384, size: 6}],
                  training: {steps: 100, batch: 32, optimizer: {kind: adam, learning-rate: 0.05}}}
            student:
              network:
                nodes:
                  - {kind: embedding-bag, name: bag, vocabulary: 16384, size: 8}
                  - {kind: dense, name: label, from: bag, units: 6}
                  - {kind: dense, name: vector, from: bag, units: 4}
                outputs: [label, vector]
              training: {steps: 250, batch: 32, optimizer: {kind: adam, learning-rate: 0.05}}
            strategy: temperature
            seeds: [1]
            """);
    assertEquals(0, said.code(), said.err());
    assertTrue(((int) student(0).get("steps")) > 0, "Alone, it learns the labels");
    assertEquals(1, figure(1, "recall-at-10"));
    Map<?, ?> labels = (Map<?, ?>) ((Map<?, ?>) student(1).get("test")).get("label");
    assertEquals(1.0, labels.get("accuracy"));
    assertFalse(json("run/result.json").get("warnings").toString().contains("no-gradient"));
  }

  @Test
  void aSweepFindsTheVectorsThatRetrieveBest() throws IOException {
    Files.writeString(folder.resolve("topics.yaml"), TopicTexts.experiment(4));
    Path sweep =
        Files.writeString(
            folder.resolve("sweep.yaml"),
            """
            name: sweep
            experiment: topics.yaml
            vary: {student.training.optimizer.learning-rate: [0.000001, 0.05]}
            search: grid
            seeds: [1, 2]
            """);
    Path out = folder.resolve("swept");
    CommandResult said = CommandResult.by("sweep", sweep.toString(), "--set", "output=" + out);
    assertEquals(0, said.code(), said.err());
    String best = Files.readString(out.resolve("best.yaml"));
    assertTrue(best.contains("learning-rate: 0.05"), best);
    assertTrue(best.contains("recall-at-10"), best);
  }

  @Test
  void vectorsThatATeacherHasWrittenTeachWithoutIt() throws IOException {
    Path label =
        Files.writeString(
            folder.resolve("label.yaml"),
            """
            data:
              kind: csv
              file: texts.jsonl
              text: {column: text, tokenizer: {kind: hashed-ngrams, words: 1, buckets: 16384}, length: 8}
              embedding: {name: vector, width: 3}
            samples: train
            teacher: {kind: recorded, file: vectors.csv}
            """);
    Path labelled = folder.resolve("labelled.csv");
    CommandResult said = CommandResult.by("label", label.toString(), "--set", "output=" + labelled);
    assertEquals(0, said.code(), said.err());
    assertTrue(
        Files.readAllLines(labelled)
            .get(0)
            .endsWith(",value:vector:0,value:vector:1,value:vector:2,value:vector:3"));
    Files.delete(folder.resolve("vectors.csv"));
    String learn =
        TopicTexts.experiment(3)
            .replace("kind: csv", "kind: labelled")
            .replace("file: texts.jsonl", "file: labelled.csv")
            .replace("embedding: {name: vector, width: 3}", "width: 3")
            .replace("vectors.csv", "labelled.csv");
    said = texts.command("run", learn);
    assertEquals(0, said.code(), said.err());
    assertEquals(1, figure(1, "recall-at-10"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          teacher=none | teacher: The teacher gives no vectors for the embedding 'vector'
          teacher=random-forest | teacher: The head 'vector' is an embedding, for which there are no labels to learn from
          strategy=labels | strategy: None of the heads [vector] has labels to learn from
          strategy={kind: temperature, soft-weight: 0} | strategy: A soft-weight of 0 leaves nothing to learn
          strategy={kind: soft-label, target: most-likely} | strategy: The teacher's most likely class is wanted
          strategy={kind: soft-label, loss: kullback-leibler} | gives values to a loss that compares with [logits
          strategy={kind: soft-label, loss: cross-entropy} | gives values to a loss that compares with [classes]
          split.labelled=10 | split.labelled: the data have no labels
          split.validation=0.05 | each of 6 samples has the 5 others as its 10 nearest
          select-by={metric: accuracy} | : select-by.metric: 'accuracy' cannot measure the head 'vector'
          select-by={metric: {kind: recall-at-k, k: 29}} | each of 30 samples has the 29 others as its 29 nearest
          metrics=[accuracy] | : metrics: 'accuracy' measures nothing of these data
          data.embedding.width=5 | has the shape 4, but the head 'vector' of the data has 5 outputs
          data.embedding.width=0 | at least 1 and at most 65536
          data.outputs=[a, b] | Beside an embedding, the head 'label' needs its label columns
          """)
  void whatMakesNoSenseIsRefusedBeforeTheTraining(String change, String part) throws IOException {
    for (String command : List.of("validate", "run")) {
      CommandResult said = texts.command(command, TopicTexts.experiment(4), "--set", change);
      assertEquals(1, said.code(), said.err());
      assertTrue(said.err().contains(part), said.err());
    }
    assertFalse(Files.exists(folder.resolve("run/metrics.jsonl")));
  }

  @Test
  void anAngleIsOfVectorsOfOneWidth() throws IOException {
    CommandResult said = run(3, "--set", "select-by={metric: cosine}");
    assertEquals(1, said.code());
    assertTrue(
        said.err().contains("vectors of 3 values have no angle with the teacher's of 4"),
        said::err);
    assertEquals(0, run(4, "--set", "select-by={metric: cosine}", "--set", "seeds=[1]").code());
    assertTrue(figure(1, "cosine") > 0.99, figures(1)::toString);
  }

  @Test
  void aVectorWithoutADirectionIsRefusedWithItsSample() throws IOException {
    List<String> rows = Files.readAllLines(folder.resolve("vectors.csv"));
    for (int i = 1; i < rows.size(); i++) {
      rows.set(i, i == 18 ? "0,0,0,0" : rows.get(i));
    }
    Files.write(folder.resolve("vectors.csv"), rows);
    // Among the test samples, and among those for validation.
    for (String split : List.of("{test: 0.7, validation: 0.3}", "{test: 0.1, validation: 0.7}")) {
      Path output = folder.resolve(split.substring(1, 10).replace(": ", ""));
      CommandResult said =
          run(
              4,
              "--set",
              "split=" + split,
              "--set",
              "seeds=[1, 2, 3, 4, 5]",
              "--set",
              "output=" + output);
      assertEquals(1, said.code());
      assertTrue(
          said.err()
              .contains("The teacher's vector of sample 17 for the head 'vector' is all zero"),
          said.err());
    }
  }

  @Test
  void theExperimentOfMailsIsComplete() throws IOException {
    Path file = Path.of("../experiments/texts/embedding.yaml");
    CommandResult said =
        CommandResult.by(
            "validate",
            file.toString(),
            "--set",
            "data.file=" + folder.resolve("texts.jsonl"),
            "--set",
            "teacher={kind: recorded, file: " + folder.resolve("vectors.csv") + "}");
    assertEquals(0, said.code(), said.err());
  }
}
