package io.retort.optimizers;

/**
 * Finds a step α along a descent direction <i>d</i> at which {@code φ(α) = f(x + α·d)} satisfies
 * the strong Wolfe conditions:
 *
 * <pre>{@code
 * φ(α) ≤ φ(0) + c₁·α·φ'(0)     sufficient decrease
 * |φ'(α)| ≤ c₂·|φ'(0)|         curvature
 * }</pre>
 *
 * <p>Nocedal and Wright, <i>Numerical Optimization</i>, 2nd edition, 2006, algorithms 3.5 (widen
 * until an acceptable step is enclosed) and 3.6 (narrow), with the cubic interpolation of equation
 * 3.59. Steps at which the function or its slope is not finite count as too far.
 *
 * @param sufficientDecrease c₁
 * @param curvature c₂
 * @param evaluations the most evaluations of one search
 * @param exact whether a first trial that happens to be acceptable is still improved by one
 *     interpolation, so that the search is exact where φ is a parabola
 */
record LineSearch(double sufficientDecrease, double curvature, int evaluations, boolean exact) {
  /** How much farther than the last trial the next may be. */
  private static final double WIDEST = 9;

  /** The parts of an interval next to its ends in which no trial is made. */
  private static final double MARGIN = 0.1;

  /** The part of an interval that two interpolations must not leave, or it is halved. */
  private static final double SLOW = 0.66;

  /** A change of the value, relative to it, that 32-bit arithmetic does not show. */
  private static final double INVISIBLE = 1e-9;

  /** Refuses conditions that no step may satisfy. */
  static void requireOrder(double sufficientDecrease, double curvature) {
    if (sufficientDecrease >= curvature) {
      throw new IllegalArgumentException(
          "The sufficient decrease "
              + sufficientDecrease
              + " must be below the curvature "
              + curvature
              + ", or there may be no step that satisfies both; the usual values are 1e-4 and 0.1"
              + " or 0.9");
    }
  }

  /** What the function is at a step. */
  record Point(double step, double value, double slope) {
    boolean finite() {
      return Double.isFinite(value) && Double.isFinite(slope);
    }
  }

  /** The function φ. */
  @FunctionalInterface
  interface Line {
    Point at(double step);
  }

  /**
   * What a search found.
   *
   * @param point where the conditions hold, or else the lowest point seen, perhaps the start
   * @param wolfe whether the conditions hold
   */
  record Result(Point point, boolean wolfe) {}

  /**
   * Searches.
   *
   * @param line φ
   * @param start φ at 0, whose slope is below 0
   * @param trial the first step to try, above 0
   */
  Result search(Line line, Point start, double trial) {
    return new Search(line, start).widen(trial);
  }

  /** One search. */
  private final class Search {
    private final Line line;
    private final Point start;
    private Point lowest;
    private int left = evaluations;

    /** Whether the last trial was the minimum of an interpolation, not one moved into bounds. */
    private boolean interpolated;

    Search(Line line, Point start) {
      this.line = line;
      this.start = start;
      this.lowest = start;
    }

    Result widen(double first) {
      Point last = start;
      double trial = first;
      while (left > 0) {
        Point point = evaluate(trial);
        if (!decreases(point) || (last.step() > 0 && point.value() >= last.value())) {
          return narrow(last, point);
        }
        if (flat(point)) {
          return accept(point);
        }
        if (point.slope() >= 0) {
          return narrow(point, last);
        }
        double width = point.step() - last.step();
        double wanted = cubicMinimum(last, point);
        trial =
            within(
                // A cubic whose minimum is not ahead says only that there is a long way to go.
                wanted > point.step() ? wanted : Double.POSITIVE_INFINITY,
                point.step() + MARGIN / 2 * width,
                point.step() + WIDEST * width);
        last = point;
      }
      return failure();
    }

    /** Between the lowest acceptable point and one beyond a minimum. */
    private Result narrow(Point from, Point to) {
      Point low = from;
      Point high = to;
      double lastWidth = Double.POSITIVE_INFINITY;
      double widthBefore = Double.POSITIVE_INFINITY;
      while (left > 0) {
        double width = high.step() - low.step();
        boolean slow = Math.abs(width) > SLOW * widthBefore;
        widthBefore = lastWidth;
        lastWidth = Math.abs(width);
        if (Math.abs(width * low.slope()) <= INVISIBLE * Math.abs(start.value())) {
          break;
        }
        Point point = evaluate(between(low, high, slow));
        if (!decreases(point) || point.value() >= low.value()) {
          high = point;
        } else if (flat(point)) {
          return accept(point);
        } else {
          if (point.slope() * width >= 0) {
            high = low;
          }
          low = point;
        }
      }
      return failure();
    }

    private double between(Point low, Point high, boolean slow) {
      double near = low.step() + MARGIN * (high.step() - low.step());
      double far = high.step() - MARGIN * (high.step() - low.step());
      if (!high.finite() || slow) {
        interpolated = false;
        return high.finite() ? (near + far) / 2 : near;
      }
      return within(cubicMinimum(low, high), Math.min(near, far), Math.max(near, far));
    }

    private Result accept(Point point) {
      if (exact && !interpolated && left > 0) {
        // Where the slope would be 0 if it were linear.
        double better = point.step() * start.slope() / (start.slope() - point.slope());
        Point refined = evaluate(better);
        if (decreases(refined)
            && flat(refined)
            && Math.abs(refined.slope()) < Math.abs(point.slope())) {
          return new Result(refined, true);
        }
      }
      return new Result(point, true);
    }

    private Result failure() {
      return new Result(lowest, false);
    }

    private Point evaluate(double step) {
      left--;
      Point point = line.at(step);
      if (point.finite() && point.value() < lowest.value()) {
        lowest = point;
      }
      return point;
    }

    private boolean decreases(Point point) {
      return point.finite()
          && point.value() <= start.value() + sufficientDecrease * point.step() * start.slope();
    }

    private boolean flat(Point point) {
      return Math.abs(point.slope()) <= -curvature * start.slope();
    }

    private double within(double wanted, double smallest, double largest) {
      interpolated = wanted >= smallest && wanted <= largest;
      if (Double.isNaN(wanted)) {
        return (smallest + largest) / 2;
      }
      return Math.min(Math.max(wanted, smallest), largest);
    }
  }

  /** The minimum of the cubic with these values and slopes; NaN or an infinity if it has none. */
  private static double cubicMinimum(Point a, Point b) {
    double width = b.step() - a.step();
    double d1 = a.slope() + b.slope() - 3 * (b.value() - a.value()) / width;
    double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - a.slope() * b.slope());
    return b.step() - width * (b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2);
  }
}
