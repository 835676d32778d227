package com.acme.annealing;

import io.retort.core.optimizer.Schedule;
import java.util.List;
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;

/** The temperature in the course of a stage, as a factor of the hottest one. */
final class CoolingCurve implements Schedule {
  private final PolynomialSplineFunction curve;
  private final double hottest;

  /** A curve through temperatures at evenly spaced moments, which have passed {@link #check}. */
  CoolingCurve(List<Double> temperatures) {
    double[] moments = new double[temperatures.size()];
    for (int i = 0; i < moments.length; i++) {
      moments[i] = (double) i / (moments.length - 1);
    }
    double[] values = temperatures.stream().mapToDouble(Double::doubleValue).toArray();
    this.curve = new LinearInterpolator().interpolate(moments, values);
    this.hottest = values[0];
  }

  static void check(List<Double> temperatures) {
    boolean cooling = temperatures.size() >= 2 && temperatures.get(temperatures.size() - 1) == 1;
    for (int i = 1; i < temperatures.size(); i++) {
      cooling &= temperatures.get(i) <= temperatures.get(i - 1);
    }
    if (!cooling) {
      throw new IllegalArgumentException(
          "The temperatures "
              + temperatures
              + " must be at least two that fall to 1, such as [7, 3, 1]");
    }
  }

  @Override
  public double factor(long step, long steps) {
    // The last step is made at temperature 1.
    return curve.value(steps == 1 ? 1 : (double) step / (steps - 1)) / hottest;
  }
}
