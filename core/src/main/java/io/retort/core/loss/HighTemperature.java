package io.retort.core.loss;

/** Temperatures that are likely a mistake, for the documentation of keys. */
public final class HighTemperature {
  /** Those above this one. */
  public static final double ABOVE = 20;

  /** Why. */
  public static final String BECAUSE =
      "nearly nothing is left of the teacher's differences but noise; 1 to 20 is usual";

  private HighTemperature() {}
}
