package io.retort.runtime.experiment.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import io.retort.runtime.experiment.detail.TestDetails;
import io.retort.runtime.experiment.recording.CompletedRun;
import io.retort.runtime.experiment.result.ArmResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A complete run as its folder has it. */
record RecordedRun(
    Path folder, JsonNode result, JsonNode evaluation, Map<String, double[]> contributions) {

  /**
   * Reads a run.
   *
   * @throws RetortException if it is not complete, or was changed
   */
  static RecordedRun open(Path folder) {
    CompletedRun run = CompletedRun.open(folder);
    try {
      Optional<Path> evaluation = run.file(TestDetails.EVALUATION);
      Optional<Path> contributions = run.file(TestDetails.CONTRIBUTIONS);
      return new RecordedRun(
          folder,
          run.result(),
          evaluation.isPresent()
              ? new ObjectMapper().readTree(Files.readAllBytes(evaluation.get()))
              : MissingNode.getInstance(),
          contributions.isPresent() ? columns(contributions.get()) : Map.of());
    } catch (JsonProcessingException | CsvParseException | NumberFormatException damaged) {
      throw new RetortException(
          ErrorKind.DATA,
          "A file of the run in "
              + folder
              + " is damaged: "
              + damaged.getMessage()
              + "; restore it, or run the experiment again",
          damaged);
    } catch (IOException unreadable) {
      throw new RetortException(
          ErrorKind.DATA,
          "The run in " + folder + " cannot be read: " + Reason.of(unreadable),
          unreadable);
    }
  }

  private static Map<String, double[]> columns(Path file) throws IOException {
    List<CsvRecord> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
      csv.forEach(rows::add);
    }
    Map<String, double[]> columns = new HashMap<>();
    for (int column = 0; !rows.isEmpty() && column < rows.get(0).getFieldCount(); column++) {
      double[] values = new double[rows.size() - 1];
      for (int row = 0; row < values.length; row++) {
        String cell = rows.get(row + 1).getField(column);
        values[row] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
      }
      columns.put(rows.get(0).getField(column), values);
    }
    return columns;
  }

  private List<JsonNode> students(String arm) {
    return StreamSupport.stream(result.path("students").spliterator(), false)
        .filter(student -> student.path("arm").asText().equals(arm))
        .toList();
  }

  boolean hasScore(String head, String score) {
    return !figures(ArmResult.DISTILLED, head, score).isEmpty();
  }

  double teacher(String head, String score) {
    JsonNode figure = result.path("teacher").path("test").path(head).path(score);
    return figure.isNumber() ? figure.asDouble() : Double.NaN;
  }

  /** A figure of all students of an arm that have one. */
  List<Double> figures(String arm, String head, String score) {
    return students(arm).stream()
        .map(student -> student.path("test").path(head).path(score))
        .filter(JsonNode::isNumber)
        .map(JsonNode::asDouble)
        .toList();
  }

  long parameters() {
    return students(ArmResult.DISTILLED).stream()
        .mapToLong(student -> student.path("parameters").asLong())
        .max()
        .orElse(0);
  }

  List<Long> seeds() {
    return students(ArmResult.DISTILLED).stream()
        .map(student -> student.path("seed").asLong())
        .toList();
  }

  /** A figure of the distilled student of a seed; not a number where it has none. */
  double figure(long seed, String head, String score) {
    return students(ArmResult.DISTILLED).stream()
        .filter(student -> student.path("seed").asLong() == seed)
        .map(student -> student.path("test").path(head).path(score))
        .mapToDouble(figure -> figure.isNumber() ? figure.asDouble() : Double.NaN)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** What each test sample contributes to the score of the distilled student of a seed. */
  double[] contributions(String head, long seed) {
    return contributions.get(TestDetails.title(head, ArmResult.DISTILLED, seed));
  }

  /** Why another run's students cannot be paired with those of this one; empty if they can. */
  Optional<String> unpaired(RecordedRun other, String head, String score) {
    return unfit("the first run", head, score)
        .or(() -> other.unfit("this run", head, score))
        .or(
            () ->
                !testHash().equals(other.testHash())
                    ? Optional.of("its test samples are not those of the first run")
                    : !new HashSet<>(seeds()).equals(new HashSet<>(other.seeds()))
                        ? Optional.of("its seeds are not those of the first run")
                        : Optional.empty());
  }

  private JsonNode testHash() {
    return evaluation.path("test-hash");
  }

  /** Why the students of a run cannot be paired with any others. */
  private Optional<String> unfit(String whose, String head, String score) {
    List<Long> seeds = seeds();
    if (new HashSet<>(seeds).size() < seeds.size()) {
      return Optional.of(whose + " has repeats, each with students of its own");
    }
    if (!testHash().isTextual()) {
      return Optional.of(
          whose + " does not say on which samples it was tested: it has no evaluation.json");
    }
    boolean decides =
        StreamSupport.stream(result.path("comparisons").spliterator(), false)
            .filter(each -> each.path("head").asText().equals(head))
            .anyMatch(each -> each.path("score").asText().equals(score));
    if (!decides) {
      return Optional.of("another figure decides in " + whose);
    }
    return seeds.stream().allMatch(seed -> contributions(head, seed) != null)
        ? Optional.empty()
        : Optional.of(whose + " has no contributions of single test samples");
  }
}
