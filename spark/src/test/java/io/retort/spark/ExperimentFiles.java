package io.retort.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An experiment and a sweep that take seconds, and what is compared of their folders. */
final class ExperimentFiles {
  private static final Pattern TIMES =
      Pattern.compile("\"(seconds|training-seconds)\" ?: ?[-+.0-9E]+");

  private ExperimentFiles() {}

  /** Writes {@code experiment.yaml}, {@code sweep.yaml} and the table that they learn from. */
  static void write(Path folder) throws IOException {
    List<String> rows = new ArrayList<>(List.of("age,score,colour,churn"));
    for (int i = 0; i < 400; i++) {
      int age = 20 + i * 7 % 37;
      int score = i * 13 % 11;
      boolean goes = age + 3 * score + i % 5 > 55;
      rows.add(
          age
              + ","
              + score
              + ","
              + (i % 3 == 0 ? "red" : "blue")
              + ","
              + (goes ? "goes" : "stays"));
    }
    Files.write(folder.resolve("train.csv"), rows);
    Files.writeString(
        folder.resolve("experiment.yaml"),
        """
        name: churn
        backend: {kind: onednn, threads: 1}
        data: {kind: csv, file: train.csv, categorical: colour, label: churn}
        split: {labelled: 100}
        teacher:
          kind: network
          network:
            - {kind: dense, units: 16, activation: relu}
            - {kind: dense, name: logits, units: 2}
          training: {steps: 200, batch: 32, optimizer: {kind: adam, learning-rate: 0.01}}
        student:
          network:
            - {kind: dense, units: 4, activation: relu}
            - {kind: dense, name: logits, units: 2}
          training:
            {steps: 60, batch: 16, validations: 2, optimizer: {kind: adam, learning-rate: 0.01}}
        strategy: {kind: temperature, temperature: 2, soft-weight: 0.5}
        exporters: []
        seeds: [1, 2]
        """);
    Files.writeString(
        folder.resolve("sweep.yaml"),
        """
        name: churn-sweep
        experiment: experiment.yaml
        vary:
          strategy.soft-weight: [0.1, 0.9]
          student.training.optimizer.learning-rate: [0.01, 1.0e+30]
        search: {kind: successive-halving, eta: 2, minimum-budget: 0.5}
        seeds: [1, 2]
        """);
  }

  /** A text without how long trainings took. */
  static String untimed(Path file) throws IOException {
    return TIMES.matcher(Files.readString(file)).replaceAll("\"$1\" : 0");
  }

  /** When each of the trainings that a job keeps was written. */
  static Map<String, Long> kept(Path job) throws IOException {
    try (Stream<Path> files = Files.list(job.resolve("_retort/trainings"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9a-f]+"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString(),
                  file -> file.toFile().lastModified(),
                  (one, other) -> one,
                  TreeMap::new));
    }
  }
}
