package io.retort.core.loss;

/** A loss with a temperature that a strategy may set or move by a schedule. */
public interface TemperedLoss extends Loss {

  /**
   * The same loss at another temperature.
   *
   * @param temperature above 0
   * @return a loss that differs in its temperature only
   */
  TemperedLoss withTemperature(double temperature);
}
