package io.retort.runtime.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The files of a run or a sweep, read as far as they are there and are what they should be. Older
 * versions have written fewer of them: what is missing is left out of a page.
 *
 * @param result what {@code result.json} says
 * @param record what {@code run.json} says
 * @param evaluation what {@code evaluation.json} says
 * @param epochs the lines of {@code metrics.jsonl} by training and seed
 * @param files all files
 */
record RunData(
    JsonNode result,
    JsonNode record,
    JsonNode evaluation,
    Map<String, List<JsonNode>> epochs,
    ReportFiles files) {
  static final String TEACHER = "teacher";
  static final String ALONE = "alone";
  static final String DISTILLED = "distilled";
  static final List<String> ARMS = List.of(TEACHER, ALONE, DISTILLED);

  static RunData of(ReportFiles files) {
    Map<String, List<JsonNode>> epochs = new HashMap<>();
    ObjectMapper mapper = new ObjectMapper();
    files
        .text("metrics.jsonl")
        .ifPresent(
            text ->
                text.lines()
                    .map(line -> parsed(mapper, line))
                    .forEach(
                        line ->
                            epochs
                                .computeIfAbsent(training(line), fresh -> new ArrayList<>())
                                .add(line)));
    return new RunData(
        json(files, "result.json"),
        json(files, "run.json"),
        json(files, "evaluation.json"),
        epochs,
        files);
  }

  static JsonNode json(ReportFiles files, String name) {
    return files
        .text(name)
        .map(text -> parsed(new ObjectMapper(), text))
        .orElse(MissingNode.getInstance());
  }

  private static JsonNode parsed(ObjectMapper mapper, String json) {
    try {
      JsonNode node = mapper.readTree(json);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException damaged) {
      return MissingNode.getInstance();
    }
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }

  /** The heads, in the order of the comparisons. */
  List<String> heads() {
    Set<String> heads = new LinkedHashSet<>();
    list(result.path("comparisons")).forEach(each -> heads.add(each.path("head").asText()));
    return List.copyOf(heads);
  }

  JsonNode comparison(String head) {
    return list(result.path("comparisons")).stream()
        .filter(each -> each.path("head").asText().equals(head))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** The teachers of all repeats. */
  List<JsonNode> teachers() {
    List<JsonNode> teachers = new ArrayList<>();
    if (result.path("teacher").isObject()) {
      teachers.add(result.path("teacher"));
    }
    teachers.addAll(list(result.path("teachers-of-repeats")));
    return teachers;
  }

  /** The students of an arm in the first repeat, by seed in their order. */
  List<JsonNode> students(String arm) {
    return list(result.path("students")).stream()
        .filter(each -> each.path("arm").asText().equals(arm))
        .filter(each -> each.path("repeat").asInt(1) == 1)
        .toList();
  }

  /** A figure of all students of an arm, those of later repeats included. */
  List<Double> figures(String arm, String head, String figure) {
    List<JsonNode> models =
        arm.equals(TEACHER)
            ? List.of(result.path("teacher"))
            : list(result.path("students")).stream()
                .filter(each -> each.path("arm").asText().equals(arm))
                .toList();
    return models.stream()
        .map(each -> each.path("test").path(head).path(figure))
        .filter(JsonNode::isNumber)
        .map(JsonNode::asDouble)
        .toList();
  }

  /** Whether a figure is a part of a whole; results of older versions do not say so. */
  boolean share(String head, String figure) {
    return result.path("units").path(head).path(figure).asText().equals("share");
  }

  /** The lines of one training, in the order of its steps. */
  List<JsonNode> epochs(String training, long seed) {
    return epochs.getOrDefault(training + "/" + seed, List.of());
  }

  private static String training(JsonNode line) {
    return line.path("training").asText() + "/" + line.path("seed").asText();
  }

  Optional<Long> savedSeed() {
    return result.path("student-seed").isIntegralNumber()
        ? Optional.of(result.path("student-seed").asLong())
        : Optional.empty();
  }

  /** An arm in words. */
  static String words(String arm) {
    return switch (arm) {
      case TEACHER -> "teacher";
      case ALONE -> "student alone";
      case DISTILLED -> "student distilled";
      default -> arm;
    };
  }
}
