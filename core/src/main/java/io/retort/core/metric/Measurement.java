package io.retort.core.metric;

import io.retort.core.progress.Figure;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * What a metric has found. Whether a difference between two models is more than chance is judged by
 * how the figure varies with the samples, so that a measurement can say what each of them
 * contributes:
 *
 * <ul>
 *   <li>A mean over samples is made by {@link #mean}.
 *   <li>Of any other figure, {@link #of} is enough: it is measured again without some of the
 *       samples, up to {@value Jackknife#GROUPS} times.
 *   <li>One that knows cheaply what it would be without a sample says so by {@link
 *       #withoutSamples}.
 * </ul>
 *
 * All of this is computed when it is asked for, which it is only of the figures by which models are
 * compared, on test samples.
 */
public final class Measurement {
  private final double value;
  private final Optional<String> undefined;
  private final OptionalDouble baseline;
  private final boolean redundant;
  private final Optional<Supplier<double[]>> contributions;

  private Measurement(
      double value,
      Optional<String> undefined,
      OptionalDouble baseline,
      boolean redundant,
      Optional<Supplier<double[]>> contributions) {
    this.value = value;
    this.undefined = undefined;
    this.baseline = baseline;
    this.redundant = redundant;
    this.contributions = contributions;
  }

  /**
   * A figure.
   *
   * @param value the figure of all samples together
   * @return a measurement
   */
  public static Measurement of(double value) {
    return new Measurement(
        value, Optional.empty(), OptionalDouble.empty(), false, Optional.empty());
  }

  /**
   * A figure that is the mean over the samples of a figure of each.
   *
   * @param samples the number of samples
   * @param each the figure of the sample of an index
   * @return a measurement
   */
  public static Measurement mean(int samples, IntToDoubleFunction each) {
    double sum = 0;
    for (int i = 0; i < samples; i++) {
      sum += each.applyAsDouble(i);
    }
    return of(sum / samples).withSamples(samples, each);
  }

  /**
   * Says that there is no figure.
   *
   * @param reason why: a clause such as "the true values of 'price' do not vary"
   * @return a measurement
   */
  public static Measurement undefined(String reason) {
    return new Measurement(
        Double.NaN, Optional.of(reason), OptionalDouble.empty(), false, Optional.empty());
  }

  /**
   * The same, and what each sample contributes to a figure that is a mean over samples.
   *
   * @param samples the number of samples
   * @param each the figure of the sample of an index
   * @return a measurement
   */
  public Measurement withSamples(int samples, IntToDoubleFunction each) {
    return with(
        () -> {
          double[] values = new double[samples];
          for (int i = 0; i < samples; i++) {
            values[i] = each.applyAsDouble(i);
          }
          return values;
        });
  }

  /**
   * The same, and what the figure would be without each of the samples.
   *
   * @param rest for each sample, the figure of all samples but that one; not a number where they
   *     have none
   * @return a measurement
   */
  public Measurement withoutSamples(Supplier<double[]> rest) {
    return with(() -> Jackknife.pseudovalues(value, rest.get()));
  }

  /**
   * The same, and the figure of a model that says the same of every sample.
   *
   * @param constant the best figure that such a model has
   * @return a measurement
   */
  public Measurement withBaseline(double constant) {
    return new Measurement(value, undefined, OptionalDouble.of(constant), redundant, contributions);
  }

  /**
   * The same, marked as one that says nothing on these samples that other figures do not: it is
   * shown only where an experiment asks for the metric.
   *
   * @return a measurement
   */
  public Measurement asRedundant() {
    return new Measurement(value, undefined, baseline, true, contributions);
  }

  private Measurement with(Supplier<double[]> known) {
    return new Measurement(value, undefined, baseline, redundant, Optional.of(known));
  }

  /**
   * The figure.
   *
   * @return its value; not finite if it is undefined
   */
  public double value() {
    return value;
  }

  /**
   * Why there is no figure.
   *
   * @return a clause; empty if the metric has not said that there is none
   */
  public Optional<String> undefined() {
    return undefined;
  }

  /**
   * The best figure of models that say the same of every sample.
   *
   * @return the figure, if the metric knows it
   */
  public OptionalDouble baseline() {
    return baseline;
  }

  /**
   * Whether the figure says nothing new on these samples.
   *
   * @return whether it was marked so
   */
  public boolean isRedundant() {
    return redundant;
  }

  /** What each sample contributes, if the metric knows. */
  Optional<Supplier<double[]>> contributions() {
    return contributions;
  }

  /** The figure of a metric. */
  Figure figure(Metric metric) {
    return new Figure(value, metric.unit(), metric.higherIsBetter(), undefined, baseline);
  }
}
