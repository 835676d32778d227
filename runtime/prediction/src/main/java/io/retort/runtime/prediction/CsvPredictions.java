package io.retort.runtime.prediction;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.retort.serving.Prediction;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Predictions as a table with the columns of a labelled file: {@code source}, then for each head
 * {@code label:HEAD} and {@code probability:HEAD:CLASS}, or {@code label:HEAD:LABEL} and {@code
 * probability:HEAD:LABEL}, or {@code value:HEAD:VALUE}.
 */
final class CsvPredictions implements PredictionWriter {
  private final CsvWriter csv;

  CsvPredictions(List<Prediction> heads, Writer out) {
    // It would keep the last rows until it is closed, and what it writes to with it.
    this.csv = CsvWriter.builder().bufferSize(0).build(out);
    List<String> titles = new ArrayList<>(List.of("source"));
    for (Prediction each : heads) {
      String head = ":" + each.head().name();
      List<String> names = each.head().names();
      if (each.isClass()) {
        titles.add("label" + head);
      } else if (each.isLabels()) {
        names.forEach(name -> titles.add("label" + head + ":" + name));
      }
      String kind = each.isClass() || each.isLabels() ? "probability" : "value";
      names.forEach(name -> titles.add(kind + head + ":" + name));
    }
    csv.writeRecord(titles);
  }

  @Override
  public void write(String source, List<Prediction> heads) {
    List<String> cells = new ArrayList<>(List.of(source));
    for (Prediction each : heads) {
      if (each.isClass()) {
        cells.add(each.mostLikely());
      } else if (each.isLabels()) {
        for (int i = 0; i < each.values().length; i++) {
          cells.add(each.isSet(i) ? "1" : "0");
        }
      }
      for (float value : each.values()) {
        cells.add(Float.toString(value));
      }
    }
    csv.writeRecord(cells);
  }
}
