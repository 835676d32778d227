package io.retort.losses;

import io.retort.core.tensor.Tensor;

/** The rows of a batch as points, with their distances, directions, and gradients. */
final class Points {
  final int count;
  final int width;
  private final double[] values;
  private final double[] distances;
  private final double[] gradient;

  Points(Tensor rows) {
    count = rows.shape().extent(0);
    width = rows.shape().elements() / count;
    values = new double[count * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i);
    }
    gradient = new double[values.length];
    distances = new double[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        double squares = 0;
        for (int at = 0; at < width; at++) {
          double difference = values[i * width + at] - values[j * width + at];
          squares += difference * difference;
        }
        distances[i * count + j] = Math.sqrt(squares);
        distances[j * count + i] = distances[i * count + j];
      }
    }
  }

  double distance(int i, int j) {
    return distances[i * count + j];
  }

  /** The mean of the distances above 0; 0 if there is none. */
  double meanDistance() {
    double sum = 0;
    int apart = 0;
    for (double distance : distances) {
      sum += distance;
      apart += distance > 0 ? 1 : 0;
    }
    return apart == 0 ? 0 : sum / apart;
  }

  /** Adds the gradient of what changes by {@code slope} with the distance of two points. */
  void moveApart(int i, int j, double slope) {
    double factor = slope / distance(i, j);
    for (int at = 0; at < width; at++) {
      double move = factor * (values[i * width + at] - values[j * width + at]);
      gradient[i * width + at] += move;
      gradient[j * width + at] -= move;
    }
  }

  /** The vectors of length 1 from a point to all; 0 to those that are where it is. */
  double[] directions(int from) {
    double[] directions = new double[values.length];
    for (int to = 0; to < count; to++) {
      double distance = distance(from, to);
      for (int at = 0; distance > 0 && at < width; at++) {
        directions[to * width + at] =
            (values[to * width + at] - values[from * width + at]) / distance;
      }
    }
    return directions;
  }

  /** Adds the gradient of what changes by {@code slopes} with the directions from a point. */
  void turn(int from, double[] directions, double[] slopes) {
    for (int to = 0; to < count; to++) {
      double distance = distance(from, to);
      if (distance == 0) {
        continue;
      }
      double along = 0;
      for (int at = to * width; at < (to + 1) * width; at++) {
        along += slopes[at] * directions[at];
      }
      for (int at = 0; at < width; at++) {
        int i = to * width + at;
        double move = (slopes[i] - along * directions[i]) / distance;
        gradient[i] += move;
        gradient[from * width + at] -= move;
      }
    }
  }

  void writeGradient(Tensor destination) {
    for (int i = 0; i < gradient.length; i++) {
      destination.set(i, (float) gradient[i]);
    }
  }

  static double product(double[] rows, int width, int i, int j) {
    double sum = 0;
    for (int at = 0; at < width; at++) {
      sum += rows[i * width + at] * rows[j * width + at];
    }
    return sum;
  }

  /** Adds a multiple of one row of {@code rows} to another of {@code sums}. */
  static void addMultiple(
      double[] sums, double[] rows, int width, int to, int from, double factor) {
    for (int at = 0; at < width; at++) {
      sums[to * width + at] += factor * rows[from * width + at];
    }
  }

  /** {@code x²/2} up to 1, and {@code |x| − 1/2} beyond. */
  static double huber(double x) {
    double size = Math.abs(x);
    return size < 1 ? x * x / 2 : size - 0.5;
  }

  /** The derivative of {@link #huber}. */
  static double clipped(double x) {
    return Math.max(-1, Math.min(1, x));
  }
}
