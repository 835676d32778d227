package io.retort.losses;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import io.retort.core.tensor.Tensor;
import java.util.Set;

/**
 * Relational knowledge distillation (Park, Kim, Lu and Cho, <i>Relational Knowledge
 * Distillation</i>, 2019): the samples of a batch are to lie to each other as they do for the
 * teacher, wherever that is. Rows of any shape count as points, and the student's may have another
 * number of values than the teacher's.
 *
 * <p>With the distance {@code d_ij} of two points, divided by the mean of those of its batch that
 * are above 0, and the cosine {@code c_ijk} of the angle at i between j and k, the value for n
 * samples is {@code w_d/n² Σ h(d_ij − d'_ij) + w_a/n³ Σ h(c_ijk − c'_ijk)}, where h is {@code x²/2}
 * up to 1 and {@code |x| − 1/2} beyond. Angles take time that grows with n³; set their weight to 0
 * where batches are large.
 *
 * @param distanceWeight w_d, at least 0
 * @param angleWeight w_a, at least 0
 */
public record Relational(
    @Doc("The weight of the distances between two samples.") @Default("25") @Range(min = 0)
        double distanceWeight,
    @Doc("The weight of the angles between three samples; 0 for batches of some hundreds.")
        @Default("50")
        @Range(min = 0)
        double angleWeight)
    implements Loss {

  public Relational {
    if (distanceWeight == 0 && angleWeight == 0) {
      throw new IllegalArgumentException(
          "Both weights are 0, so that nothing is compared; give distances or angles a weight");
    }
  }

  @Override
  public Set<TargetKind> accepts() {
    return Set.of(
        TargetKind.FEATURES, TargetKind.LOGITS, TargetKind.MULTI_LABEL_LOGITS, TargetKind.VALUES);
  }

  @Override
  public boolean relatesSamples() {
    return true;
  }

  @Override
  public boolean needsEqualShapes() {
    return false;
  }

  @Override
  public double evaluate(Tensor student, Target target, Tensor gradient) {
    Tensor teacher = Targets.rows(this, student, target, gradient);
    Points points = new Points(student);
    Points wanted = new Points(teacher);
    double value = 0;
    if (distanceWeight > 0) {
      value += distanceWeight * distances(points, wanted);
    }
    if (angleWeight > 0) {
      value += angleWeight * angles(points, wanted);
    }
    points.writeGradient(gradient);
    return value;
  }

  private double distances(Points student, Points teacher) {
    int n = student.count;
    double mean = student.meanDistance();
    double wanted = teacher.meanDistance();
    double[] slopes = new double[n * n];
    double sum = 0;
    // What the student's mean distance adds to the slope of each of its distances.
    double ofMean = 0;
    int apart = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double distance = student.distance(i, j);
        double difference = ratio(distance, mean) - ratio(teacher.distance(i, j), wanted);
        sum += Points.huber(difference);
        if (distance > 0) {
          double slope = distanceWeight * Points.clipped(difference) / ((double) n * n);
          slopes[i * n + j] = slope / mean;
          ofMean += slope * distance / (mean * mean);
          apart++;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (student.distance(i, j) > 0) {
          student.moveApart(i, j, slopes[i * n + j] - ofMean / apart);
        }
      }
    }
    return sum / ((double) n * n);
  }

  private static double ratio(double distance, double mean) {
    return mean > 0 ? distance / mean : 0;
  }

  private double angles(Points student, Points teacher) {
    int n = student.count;
    double all = (double) n * n * n;
    double sum = 0;
    for (int vertex = 0; vertex < n; vertex++) {
      double[] directions = student.directions(vertex);
      double[] wanted = teacher.directions(vertex);
      double[] slopes = new double[directions.length];
      for (int j = 0; j < n; j++) {
        for (int k = 0; k <= j; k++) {
          double difference =
              Points.product(directions, student.width, j, k)
                  - Points.product(wanted, teacher.width, j, k);
          // The angle between j and k counts twice, as that between k and j.
          int times = j == k ? 1 : 2;
          sum += times * Points.huber(difference);
          double slope = times * angleWeight * Points.clipped(difference) / all;
          if (slope != 0) {
            Points.addMultiple(slopes, directions, student.width, j, k, slope);
            Points.addMultiple(slopes, directions, student.width, k, j, slope);
          }
        }
      }
      student.turn(vertex, directions, slopes);
    }
    return sum / all;
  }
}
