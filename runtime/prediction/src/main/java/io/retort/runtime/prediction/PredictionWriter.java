package io.retort.runtime.prediction;

import io.retort.serving.Prediction;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes predictions in a format, without closing what it writes to. */
interface PredictionWriter {

  /**
   * Begins a file.
   *
   * @param format CSV or JSON lines
   * @param heads what is predicted, without values
   */
  static PredictionWriter begin(FileFormat format, List<Prediction> heads, Writer out) {
    return format == FileFormat.JSONL ? new JsonPredictions(out) : new CsvPredictions(heads, out);
  }

  /**
   * Writes the predictions for a sample.
   *
   * @param source the sample's
   * @param heads a prediction for each head
   */
  void write(String source, List<Prediction> heads) throws IOException;
}
