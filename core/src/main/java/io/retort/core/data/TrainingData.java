package io.retort.core.data;

import io.retort.core.tensor.Shape;
import java.util.List;

/**
 * A data set without its test part.
 *
 * @param inputShape the shape of one sample's input
 * @param heads what to predict; none where a model is asked for features alone
 * @param train the samples to train with
 * @param validation the samples by which choices are made, none of them in {@code train}
 * @param preparation what was done to raw data to make the inputs
 */
public record TrainingData(
    Shape inputShape,
    List<Head> heads,
    Samples train,
    Samples validation,
    InputPreparation preparation) {

  public TrainingData {
    heads = List.copyOf(heads);
    if (heads.stream().map(Head::name).distinct().count() < heads.size()) {
      throw new IllegalArgumentException(
          "Data needs heads of different names, not " + heads.stream().map(Head::name).toList());
    }
  }

  /**
   * Data whose inputs are as they were.
   *
   * @param inputShape the shape of one sample's input
   * @param heads what the samples have labels for
   * @param train the samples to train with
   * @param validation the samples by which choices are made, none of them in {@code train}
   */
  public TrainingData(Shape inputShape, List<Head> heads, Samples train, Samples validation) {
    this(inputShape, heads, train, validation, new InputPreparation.Values());
  }

  /**
   * What a model is taught with these data.
   *
   * @return how their inputs were made, and their heads
   */
  public Signature signature() {
    return new Signature(preparation, heads);
  }

  /**
   * The columns of the inputs.
   *
   * @return in the order of their values; empty for data that are not a table
   */
  public List<InputColumn> columns() {
    return preparation.columns();
  }

  /**
   * The same samples with some of their heads.
   *
   * @param chosen heads of these data, or none
   * @return the data
   */
  public TrainingData with(List<Head> chosen) {
    return new TrainingData(inputShape, chosen, train, validation, preparation);
  }

  /**
   * The same data with other validation samples.
   *
   * @param other the samples by which choices are made
   * @return the data
   */
  public TrainingData with(Samples other) {
    return new TrainingData(inputShape, heads, train, other, preparation);
  }

  /**
   * The samples of one part only, as data of their own that has no parts.
   *
   * @param domain the part, see {@link Samples#domain}
   * @return the data
   * @throws io.retort.core.RetortException if the part has no training or no validation samples
   */
  public TrainingData within(int domain) {
    return new TrainingData(
        inputShape,
        heads,
        OneDomain.of(train, domain),
        OneDomain.of(validation, domain),
        preparation);
  }
}
