package io.retort.core.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well a model does on one head, as named figures. The first figure is the score by which
 * models are compared.
 *
 * @param score the name of the score: {@code accuracy}, {@code micro-f1} or {@code rmse}
 * @param higherIsBetter whether a larger score is better
 * @param figures all figures by name, the score among them
 */
public record Metrics(String score, boolean higherIsBetter, Map<String, Double> figures) {

  public Metrics {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /**
   * The score.
   *
   * @return its value
   */
  public double scoreValue() {
    return figures.get(score);
  }

  /**
   * Compares by score.
   *
   * @param other metrics of the same head
   * @return true if this model is better than the other; a score that is not a number is worse than
   *     any other
   */
  public boolean betterThan(Metrics other) {
    if (Double.isNaN(other.scoreValue())) {
      return !Double.isNaN(scoreValue());
    }
    return higherIsBetter ? scoreValue() > other.scoreValue() : scoreValue() < other.scoreValue();
  }
}
