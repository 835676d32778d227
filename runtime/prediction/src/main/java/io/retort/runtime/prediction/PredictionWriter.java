package io.retort.runtime.prediction;

import io.retort.serving.Prediction;
import java.io.IOException;
import java.util.List;

/** Writes predictions in a format, without closing what it writes to. */
interface PredictionWriter {

  /**
   * Writes the predictions for a sample.
   *
   * @param source the sample's
   * @param heads a prediction for each head
   */
  void write(String source, List<Prediction> heads) throws IOException;
}
