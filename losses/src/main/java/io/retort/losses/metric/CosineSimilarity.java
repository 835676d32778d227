package io.retort.losses.metric;

import io.retort.core.metric.EmbeddingMetric;
import io.retort.core.metric.EmbeddingPredictions;
import io.retort.core.metric.Measurement;
import io.retort.core.progress.Unit;

/**
 * The cosine of the angle between a model's vector and the teacher's: {@code z·t / (‖z‖ ‖t‖)}, the
 * mean over the samples. A vector of zeros, which has no direction, counts as 0. There is no figure
 * where the two have different numbers of values.
 */
public record CosineSimilarity() implements EmbeddingMetric {

  @Override
  public String name() {
    return "cosine";
  }

  @Override
  public Unit unit() {
    return Unit.NONE;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Measurement measure(EmbeddingPredictions predictions) {
    if (predictions.width() != predictions.teacherWidth()) {
      return Measurement.undefined(
              "vectors of "
                  + predictions.width()
                  + " values have no angle with the teacher's of "
                  + predictions.teacherWidth())
          .asRedundant();
    }
    return Measurement.mean(
        predictions.size(), i -> cosine(predictions.vector(i), predictions.teacherVector(i)));
  }

  private static double cosine(float[] one, float[] other) {
    double product = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int i = 0; i < one.length; i++) {
      product += (double) one[i] * other[i];
      squares += (double) one[i] * one[i];
      otherSquares += (double) other[i] * other[i];
    }
    return squares == 0 || otherSquares == 0
        ? 0
        : product / (Math.sqrt(squares) * Math.sqrt(otherSquares));
  }
}
