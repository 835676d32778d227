package io.retort.runtime.experiment.sweep;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.recording.CompletedRun;
import io.retort.runtime.experiment.recording.HeadFigures;
import io.retort.runtime.experiment.recording.ResultDocument;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.recording.RunStates;
import io.retort.runtime.report.Report;
import io.retort.runtime.report.ReportFiles;
import io.retort.runtime.report.Summary;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what a sweep finds to its folder. */
final class SweepReport {
  private final RunFolder folder;

  SweepReport(RunFolder folder) {
    this.folder = folder;
  }

  /** Writes a score at once, so that a sweep that is interrupted has not been for nothing. */
  void append(CandidateScore score) {
    folder.append(RunStates.CANDIDATES, Json.line(Row.of(score)));
  }

  /** Writes the findings; {@code result.json} comes last and says that all is there. */
  void write(SweepResult result, String bestYaml) {
    folder.write("table.csv", table(result));
    folder.write("best.yaml", comment(result) + bestYaml);
    String document = document(result);
    folder.write(Summary.FILE, Summary.of(document));
    if (result.sweep().report()) {
      folder.write(
          Report.FILE,
          Report.of(ReportFiles.of(folder.path()).with(CompletedRun.RESULT, document)));
    }
    folder.write(CompletedRun.RESULT, document);
  }

  /** What {@code result.json} says. */
  static String document(SweepResult result) {
    return Json.pretty(Document.of(result));
  }

  private static String table(SweepResult result) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      List<String> titles = new ArrayList<>(List.of("rung", "rank", "candidate"));
      titles.addAll(result.sweep().vary().keySet());
      titles.addAll(List.of("steps", "seeds", "mean-" + result.score(), "deviation", "diverged"));
      csv.writeRecord(titles);
      for (List<CandidateScore> rung : result.rungs()) {
        for (int rank = 1; rank <= rung.size(); rank++) {
          CandidateScore score = rung.get(rank - 1);
          List<String> cells = new ArrayList<>();
          cells.add(Integer.toString(score.rung()));
          cells.add(Integer.toString(rank));
          cells.add(Integer.toString(score.candidate().number()));
          score.candidate().values().values().forEach(value -> cells.add(value.toString()));
          cells.add(Long.toString(score.steps()));
          cells.add(Integer.toString(score.outcomes().size()));
          cells.add(number(score.mean()));
          cells.add(number(score.deviation()));
          cells.add(Boolean.toString(score.diverged()));
          csv.writeRecord(cells);
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static String number(double value) {
    return !Double.isFinite(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }

  private static String comment(SweepResult result) {
    CandidateScore best = result.best();
    StringBuilder text = new StringBuilder(512);
    text.append("# Chosen by the sweep '").append(result.name()).append("' of ");
    text.append(result.rungs().get(0).size()).append(" candidates:\n");
    best.candidate()
        .values()
        .forEach(
            (key, value) ->
                text.append("#   ").append(key).append(": ").append(value).append('\n'));
    text.append("# The mean validation ").append(result.score()).append(" was ");
    text.append(number(best.mean()));
    if (Double.isFinite(best.deviation())) {
      text.append(", with the standard deviation ").append(number(best.deviation()));
    }
    text.append(" over ").append(best.outcomes().size());
    text.append(best.outcomes().size() == 1 ? " seed" : " seeds").append(".\n");
    text.append(
        "# The best of several is flattered by the choice: running this file measures it on");
    text.append(" test samples.\n");
    return text.toString();
  }

  /** One score in a file. */
  record Row(
      int rung,
      int candidate,
      Map<String, Object> values,
      long steps,
      double mean,
      double deviation,
      boolean diverged,
      List<Training> trainings,
      Map<String, String> undefined) {

    static Row of(CandidateScore score) {
      Map<String, Object> values = new LinkedHashMap<>();
      score.candidate().values().forEach((key, value) -> values.put(key, value.plain()));
      return new Row(
          score.rung(),
          score.candidate().number(),
          values,
          score.steps(),
          score.mean(),
          score.deviation(),
          score.diverged(),
          score.outcomes().stream().map(Training::of).toList(),
          reasons(score));
    }

    private static Map<String, String> reasons(CandidateScore score) {
      if (score.diverged()) {
        return Map.of("mean", "a training diverged", "deviation", "a training diverged");
      }
      return score.outcomes().size() < 2
          ? Map.of("deviation", "one seed has no deviation")
          : Map.of();
    }
  }

  /** One training in a file. */
  record Training(
      long seed, Map<String, Map<String, Object>> validation, String failure, double seconds) {

    static Training of(CandidateScore.Outcome outcome) {
      return new Training(
          outcome.seed(),
          HeadFigures.of(outcome.validation()),
          outcome.failure().orElse(""),
          outcome.seconds());
    }
  }

  /** What {@code result.json} says. */
  record Document(
      String name,
      String head,
      String score,
      boolean higherIsBetter,
      Map<String, Map<String, String>> units,
      List<Long> seeds,
      Row best,
      List<List<Row>> rungs) {

    static Document of(SweepResult result) {
      return new Document(
          result.name(),
          result.head(),
          result.score(),
          result.higherIsBetter(),
          Map.of(result.head(), Map.of(result.score(), ResultDocument.words(result.unit()))),
          result.sweep().seeds(),
          Row.of(result.best()),
          result.rungs().stream().map(rung -> rung.stream().map(Row::of).toList()).toList());
    }
  }
}
