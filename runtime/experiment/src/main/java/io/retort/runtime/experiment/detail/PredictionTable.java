package io.retort.runtime.experiment.detail;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.retort.core.data.Samples;
import io.retort.runtime.experiment.result.ArmResult;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes {@code predictions.csv}: what the saved models say of single test samples. */
final class PredictionTable {
  private static final List<String> ARMS =
      List.of(ArmResult.TEACHER, ArmResult.ALONE, ArmResult.DISTILLED);

  private PredictionTable() {}

  /**
   * Writes.
   *
   * @param heads what is kept of each
   * @param distances by head, how far distilled student and teacher are from each other
   */
  static void write(
      Path file, Samples test, List<HeadDetails> heads, Map<String, double[]> distances)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(file);
        CsvWriter csv = CsvWriter.builder().build(out)) {
      List<String> titles = new ArrayList<>(List.of("head", "sample", "id", "output", "label"));
      ARMS.forEach(arm -> titles.addAll(List.of(arm, arm + "-probability")));
      titles.add("distance");
      csv.writeRecord(titles);
      for (HeadDetails head : heads) {
        write(csv, test, head, distances.get(head.head().name()));
      }
    }
  }

  private static void write(CsvWriter csv, Samples test, HeadDetails head, double[] distances) {
    List<KeptRows.Row> any = head.rows().get(ArmResult.DISTILLED).rows();
    for (int i = 0; i < any.size(); i++) {
      KeptRows.Row first = any.get(i);
      List<String> cells = new ArrayList<>();
      cells.add(head.head().name());
      cells.add(Integer.toString(first.sample()));
      cells.add(test.id(first.sample()).orElse(""));
      cells.add(first.output());
      cells.add(first.truth());
      for (String arm : ARMS) {
        // A teacher need not have an output for every head.
        KeptRows kept = head.rows().get(arm);
        cells.add(kept == null ? "" : kept.rows().get(i).said());
        cells.add(kept == null ? "" : number(kept.rows().get(i).probability()));
      }
      cells.add(distances == null ? "" : number(distances[first.sample()]));
      csv.writeRecord(cells);
    }
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "";
  }
}
