package io.retort.exporters.check;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.OutputActivation;
import io.retort.core.data.Signature;
import io.retort.core.export.ExportedStudent;
import io.retort.core.network.NetworkPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a student predicts for some samples: a probability for each class or label, or the values;
 * of a network of which no heads are known, its outputs.
 *
 * <p>Retort computes in 32 bits, so that what it predicts is itself off by roundings, which are in
 * proportion to the largest logit or value ({@link RoundingErrors}).
 */
public final class ExpectedPredictions {
  private final String head;
  private final List<double[]> values;
  private final List<Double> tolerances;

  private ExpectedPredictions(String head, List<double[]> values, List<Double> tolerances) {
    this.head = head;
    this.values = values;
    this.tolerances = tolerances;
  }

  /**
   * Runs a student.
   *
   * @param student the student
   * @param inputs some samples
   * @return what it predicts, for each head
   */
  public static List<ExpectedPredictions> of(ExportedStudent student, List<float[]> inputs) {
    return of(student, inputs, 1);
  }

  /**
   * Runs a student, for a comparison with what does not compute in double precision.
   *
   * @param student the student
   * @param inputs some samples
   * @param factor of the tolerance for what computes in double precision
   * @return what it predicts, for each head
   */
  public static List<ExpectedPredictions> of(
      ExportedStudent student, List<float[]> inputs, double factor) {
    return of(student, inputs, factor, false);
  }

  /**
   * Runs a student, for a comparison with the network's own outputs.
   *
   * @param student the student
   * @param inputs some samples
   * @param factor of the tolerance for what computes in double precision
   * @return what the node of each head computes, such as logits
   */
  public static List<ExpectedPredictions> logits(
      ExportedStudent student, List<float[]> inputs, double factor) {
    return of(student, inputs, factor, true);
  }

  private static List<ExpectedPredictions> of(
      ExportedStudent student, List<float[]> inputs, double factor, boolean logits) {
    NetworkPlan plan = student.model().network().plan();
    int width = plan.input().elements();
    float[] batch = new float[inputs.size() * width];
    for (int i = 0; i < inputs.size(); i++) {
      System.arraycopy(inputs.get(i), 0, batch, i * width, width);
    }
    Map<String, float[]> outputs = student.outputs(batch);
    double relative = factor * RoundingErrors.relative(plan);
    List<ExpectedPredictions> heads = new ArrayList<>();
    for (Head head : student.model().signature().map(Signature::heads).orElse(List.of())) {
      double[][] rows = rows(outputs.get(head.output(plan)), inputs.size());
      OutputActivation activation =
          logits ? OutputActivation.IDENTITY : head.task().outputActivation();
      heads.add(of(head.name(), activation, rows, relative));
    }
    if (heads.isEmpty()) {
      for (String output : plan.description().outputs()) {
        double[][] rows = rows(outputs.get(output), inputs.size());
        heads.add(of(output, OutputActivation.IDENTITY, rows, relative));
      }
    }
    return heads;
  }

  private static double[][] rows(float[] all, int samples) {
    double[][] rows = new double[samples][all.length / samples];
    for (int i = 0; i < all.length; i++) {
      rows[i / rows[0].length][i % rows[0].length] = all[i];
    }
    return rows;
  }

  private static ExpectedPredictions of(
      String head, OutputActivation activation, double[][] rows, double relative) {
    boolean probabilities = activation.givesProbabilities();
    double largest = Arrays.stream(rows).mapToDouble(ExpectedPredictions::largest).max().orElse(0);
    List<double[]> values = new ArrayList<>();
    List<Double> tolerances = new ArrayList<>();
    for (double[] row : rows) {
      tolerances.add(relative * (probabilities ? Math.max(1, largest(row)) : largest));
      values.add(activation.apply(row));
    }
    return new ExpectedPredictions(head, List.copyOf(values), List.copyOf(tolerances));
  }

  private static double largest(double[] row) {
    return Arrays.stream(row).map(Math::abs).max().orElse(0);
  }

  /**
   * What is predicted.
   *
   * @return the head's name, or that of the output
   */
  public String head() {
    return head;
  }

  /**
   * How many samples there are.
   *
   * @return the number of predictions
   */
  public int samples() {
    return values.size();
  }

  /**
   * Compares a prediction with the student's.
   *
   * @param sample the sample's number, from 0
   * @param found what the file predicts for it
   * @return the largest difference
   * @throws RetortException if it is above the tolerance
   */
  public double require(int sample, double[] found) {
    double[] expected = values.get(sample);
    if (found.length != expected.length) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The file predicts "
              + found.length
              + " values instead of "
              + expected.length
              + place(sample));
    }
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs(found[i] - expected[i]);
      // Also where it is not a number.
      if (!(difference <= tolerances.get(sample))) {
        throw new RetortException(
            ErrorKind.PLUGIN,
            String.format(
                Locale.ROOT,
                "The file predicts %s where the student predicts %s, for the value %d%s; the"
                    + " difference of %.1e is above %.1e, and nothing was written",
                found[i],
                expected[i],
                i,
                place(sample),
                difference,
                tolerances.get(sample)));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  private String place(int sample) {
    return " of the head '" + head + "' in sample " + sample + " of " + values.size();
  }
}
