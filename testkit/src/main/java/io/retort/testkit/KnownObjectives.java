package io.retort.testkit;

import io.retort.core.gradient.Objectives;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Objectives whose values and inner products of gradients are given.
 *
 * @param values the value of each objective
 * @param products the inner products of their gradients
 */
public record KnownObjectives(double[] values, double[][] products) implements Objectives {

  /**
   * Objectives with some gradients.
   *
   * @param values the value of each
   * @param gradients the gradient of each, all of one length
   * @return the objectives
   */
  public static KnownObjectives of(double[] values, double[]... gradients) {
    double[][] products = new double[gradients.length][gradients.length];
    for (int i = 0; i < gradients.length; i++) {
      for (int j = 0; j < gradients.length; j++) {
        for (int k = 0; k < gradients[i].length; k++) {
          products[i][j] += gradients[i][k] * gradients[j][k];
        }
      }
    }
    return new KnownObjectives(values, products);
  }

  /**
   * Objectives with values from 0 to 3 and gradients in all directions, some much longer than
   * others.
   *
   * @param count how many
   * @param length the number of parameters
   * @param random draws them
   * @return the objectives
   */
  public static KnownObjectives drawn(int count, int length, SplittableRandom random) {
    double[][] gradients = new double[count][];
    for (int i = 0; i < count; i++) {
      double size = Math.pow(10, random.nextDouble(-2, 2));
      gradients[i] = random.doubles(length, -size, size).toArray();
    }
    return of(random.doubles(count, 0, 3).toArray(), gradients);
  }

  @Override
  public int count() {
    return values.length;
  }

  @Override
  public double value(int objective) {
    return values[objective];
  }

  @Override
  public double[][] products() {
    return Arrays.stream(products).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * How fast each objective falls, to first order, if parameters move against a weighted sum of the
   * gradients.
   *
   * @param weights the weight of each gradient
   * @return for each objective its gradient's product with the sum; negative where it rises
   */
  public double[] descents(double[] weights) {
    double[] descents = new double[values.length];
    for (int i = 0; i < descents.length; i++) {
      for (int j = 0; j < weights.length; j++) {
        descents[i] += products[i][j] * weights[j];
      }
    }
    return descents;
  }
}
