package io.retort.app;

import io.retort.runtime.prediction.FilePredictions;
import io.retort.runtime.prediction.PredictionReport;
import io.retort.serving.Student;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort predict}. */
@Command(
    name = "predict",
    description =
        "Predicts the rows of a table, texts, or images, with the saved student of a run, which"
            + " prepares them as its training data was.",
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;

  @Mixin private SavedStudent saved;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description =
          "A CSV file, written as the table of the training; JSON lines with a row's cells, or a"
              + " list of prepared values, each; Parquet files; a text file with a text a line; an"
              + " image, or a folder of images; or - for the standard input, with --format.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to this file (.csv or .jsonl) instead of the standard output.")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "What is in FILE, where its name does not say it: csv, jsonl, txt, images, or a format"
              + " that a module adds, such as parquet.")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--skip-refused",
      description =
          "Leave out the rows that cannot be predicted, and count them, instead of stopping at the"
              + " first.")
  private boolean skipping;

  @Option(names = "--quiet", description = "Do not show how many samples have been predicted.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    PredictionReport report;
    try (CommandProgress progress = progress();
        Student student = saved.load(parent)) {
      FilePredictions predictions = FilePredictions.of(student, file, format).telling(progress);
      if (skipping) {
        predictions = predictions.skippingRefused();
      }
      report = output.isPresent() ? predictions.write(output.get()) : predictions.write(System.out);
    }
    print(report, spec.commandLine().getErr());
    return ExitStatus.DONE;
  }

  /** Beside predictions on the standard output there are lines at most, on the standard error. */
  private CommandProgress progress() {
    CommandLine line = spec.commandLine();
    PrintWriter err = line.getErr();
    if (quiet || (output.isEmpty() && Terminal.isShown())) {
      return new QuietProgress(err);
    }
    return output
        .flatMap(none -> Terminal.display(line))
        .orElseGet(() -> new ConsoleProgress(err, err));
  }

  private void print(PredictionReport report, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d predicted%s%n",
        report.predicted(),
        output.map(path -> " in " + path).orElse(""));
    if (report.refused() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d left out; the first: %s%n",
          report.refused(),
          report.firstRefusal().orElseThrow());
    }
    print("missing values filled", report.filled(), out);
    print("categories that were not there in training", report.unknown(), out);
    print(
        "cells with characters that could not be decoded, as the file is not in UTF-8",
        report.replaced(),
        out);
    print("cells of columns that the student does not read", report.passedOver(), out);
    out.flush();
  }

  private static void print(String what, Map<String, Long> columns, PrintWriter out) {
    if (!columns.isEmpty()) {
      out.println(
          what
              + ": "
              + new TreeMap<>(columns)
                  .entrySet().stream()
                      .map(
                          column ->
                              String.format(
                                  Locale.ROOT, "%s %,d", column.getKey(), column.getValue()))
                      .collect(Collectors.joining(", ")));
    }
  }
}
