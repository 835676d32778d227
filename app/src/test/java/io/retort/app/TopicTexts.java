package io.retort.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Texts on six topics, each with words of its own, and a teacher's vectors of them, which are the
 * same for all texts on a topic. They lie in three of the four dimensions.
 *
 * @param folder where {@code texts.jsonl} and {@code vectors.csv} are
 * @param texts the texts, whose topics take turns
 */
record TopicTexts(Path folder, List<String> texts) {
  private static final float[][] VECTORS = {
    {1, 1, 0, 0}, {-1, -1, 0, 0}, {1, -1, 0, 0}, {-1, 1, 0, 0}, {0, 0, 1, 1}, {0, 0, -1, -1}
  };

  private static final int COUNT = 240;

  /** An experiment in which a student learns the vectors, or vectors of another width. */
  static String experiment(int width) {
    return """
    name: topics
    data:
      kind: csv
      file: texts.jsonl
      text: {column: text, tokenizer: {kind: hashed-ngrams, words: 1, buckets: 16384}, length: 8}
      embedding: {name: vector, width: %1$d}
    split: {test: 0.5, validation: 0.25}
    teacher: {kind: recorded, file: vectors.csv}
    student:
      network: [{kind: embedding-bag, vocabulary: 16384, size: %1$d}]
      training: {steps: 250, batch: 32, optimizer: {kind: adam, learning-rate: 0.05}}
    strategy: soft-label
    seeds: [1, 2]
    """
        .formatted(width);
  }

  static TopicTexts write(Path folder) throws IOException {
    Random random = new Random(1);
    List<String> texts = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    StringBuilder vectors = new StringBuilder("value:0,value:1,value:2,value:3\n");
    for (int i = 0; i < COUNT; i++) {
      int topic = topic(i);
      String text =
          IntStream.range(0, 3)
              .mapToObj(word -> "topic" + topic + "word" + random.nextInt(4))
              .collect(Collectors.joining(" "));
      texts.add(text);
      lines.append("{\"text\": \"" + text + "\", \"topic\": \"" + topic + "\"}\n");
      vectors.append(
          IntStream.range(0, 4)
              .mapToObj(at -> Float.toString(VECTORS[topic][at]))
              .collect(Collectors.joining(",", "", "\n")));
    }
    Files.writeString(folder.resolve("texts.jsonl"), lines);
    Files.writeString(folder.resolve("vectors.csv"), vectors);
    return new TopicTexts(folder, List.copyOf(texts));
  }

  /** Carries out a command on an experiment, whose output is the folder {@code run}. */
  CommandResult command(String command, String experiment, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("topics.yaml"), experiment);
    List<String> arguments =
        new ArrayList<>(List.of(command, file.toString(), "--set", "output=" + folder + "/run"));
    arguments.addAll(List.of(more));
    return CommandResult.by(arguments.toArray(String[]::new));
  }

  /** The topic of a text. */
  static int topic(int text) {
    return text % VECTORS.length;
  }

  /** The topic whose vector has the direction that is nearest to that of another. */
  static int nearest(float[] vector) {
    int best = 0;
    for (int topic = 1; topic < VECTORS.length; topic++) {
      best = product(vector, topic) > product(vector, best) ? topic : best;
    }
    return best;
  }

  private static double product(float[] vector, int topic) {
    return IntStream.range(0, 4).mapToDouble(at -> vector[at] * VECTORS[topic][at]).sum();
  }
}
