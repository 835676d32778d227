package io.retort.runtime.prediction;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.retort.serving.Prediction;
import io.retort.serving.StudentHead;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
      titles.addAll(titles(each.head()));
    }
    csv.writeRecord(titles);
  }

  private static List<String> titles(StudentHead head) {
    List<String> titles = new ArrayList<>();
    titles.addAll(
        head.task()
            .match(
                classes -> List.of("label:" + head.name()),
                labels -> titles("label", head),
                values -> List.of(),
                embedding -> List.of()));
    titles.addAll(
        head.task()
            .match(
                classes -> titles("probability", head),
                labels -> titles("probability", head),
                values -> titles("value", head),
                embedding -> titles("value", head)));
    return titles;
  }

  /** A title for each output of a head. */
  private static List<String> titles(String kind, StudentHead head) {
    return head.names().stream().map(name -> kind + ":" + head.name() + ":" + name).toList();
  }

  @Override
  public void write(String source, List<Prediction> heads) {
    List<String> cells = new ArrayList<>(List.of(source));
    for (Prediction each : heads) {
      cells.addAll(
          each.head()
              .task()
              .match(
                  classes -> List.of(each.mostLikely()),
                  labels -> flags(each),
                  values -> List.of(),
                  embedding -> List.of()));
      for (float value : each.values()) {
        cells.add(Float.toString(value));
      }
    }
    csv.writeRecord(cells);
  }

  private static List<String> flags(Prediction labels) {
    return IntStream.range(0, labels.values().length)
        .mapToObj(label -> labels.isSet(label) ? "1" : "0")
        .toList();
  }
}
