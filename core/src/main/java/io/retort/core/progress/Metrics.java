package io.retort.core.progress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well a model does on one head.
 *
 * @param score the name of the figure by which models are compared
 * @param figures all figures by name, the score among them, in the order in which they are shown
 */
public record Metrics(String score, Map<String, Figure> figures) {

  public Metrics {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    if (!figures.containsKey(score)) {
      throw new IllegalArgumentException("The score " + score + " is not among " + figures);
    }
  }

  /**
   * The number of a figure.
   *
   * @param name the figure's name
   * @return its value
   */
  public double value(String name) {
    return figures.get(name).value();
  }

  /**
   * The score.
   *
   * @return its value
   */
  public double scoreValue() {
    return value(score);
  }

  /**
   * The direction of the score.
   *
   * @return whether a larger one is better
   */
  public boolean higherIsBetter() {
    return figures.get(score).higherIsBetter();
  }

  /**
   * The unit of the score.
   *
   * @return in what it is given
   */
  public Unit unit() {
    return figures.get(score).unit();
  }

  /**
   * The numbers of all figures.
   *
   * @return by name, in their order
   */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    figures.forEach((name, figure) -> values.put(name, figure.value()));
    return values;
  }

  /**
   * Why figures have no value.
   *
   * @return for each that is not finite, a clause
   */
  public Map<String, String> undefined() {
    Map<String, String> reasons = new LinkedHashMap<>();
    figures.forEach((name, figure) -> figure.undefined().ifPresent(why -> reasons.put(name, why)));
    return reasons;
  }

  /**
   * Compares by score.
   *
   * @param other metrics of the same head
   * @return true if this model is better than the other; a score that is not a number is worse than
   *     any other
   */
  public boolean betterThan(Metrics other) {
    return figures.get(score).betterThan(other.figures.get(score));
  }
}
