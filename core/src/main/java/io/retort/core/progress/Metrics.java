package io.retort.core.progress;

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
 * @param undefined for each figure that is not finite, why: a clause such as "the true values do
 *     not vary"
 */
public record Metrics(
    String score,
    boolean higherIsBetter,
    Map<String, Double> figures,
    Map<String, String> undefined) {

  public Metrics {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      if (!Double.isFinite(figure.getValue())) {
        reasons.put(
            figure.getKey(),
            undefined.getOrDefault(
                figure.getKey(), "the predictions or the true answers are not finite"));
      }
    }
    undefined = Collections.unmodifiableMap(reasons);
  }

  /**
   * Metrics that are all defined, unless predictions or true answers are not finite.
   *
   * @param score the name of the score
   * @param higherIsBetter whether a larger score is better
   * @param figures all figures by name, the score among them
   */
  public Metrics(String score, boolean higherIsBetter, Map<String, Double> figures) {
    this(score, higherIsBetter, figures, Map.of());
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
