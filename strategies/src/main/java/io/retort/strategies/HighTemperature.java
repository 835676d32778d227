package io.retort.strategies;

/** Temperatures that are likely a mistake. */
final class HighTemperature {
  static final double ABOVE = 20;
  static final String BECAUSE =
      "nearly nothing is left of the teacher's differences but noise; 1 to 20 is usual";

  private HighTemperature() {}
}
