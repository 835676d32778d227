package io.retort.core.data;

import io.retort.core.tensor.Shape;
import java.util.List;

/**
 * A data set without its test part.
 *
 * @param inputShape the shape of one sample's input
 * @param heads what the samples have answers for
 * @param train the samples to train with
 * @param validation the samples by which choices are made, none of them in {@code train}
 * @param columns the columns that the values of an input come from; empty for data that are no
 *     table
 */
public record TrainingData(
    Shape inputShape,
    List<Head> heads,
    Samples train,
    Samples validation,
    List<InputColumn> columns) {

  public TrainingData {
    columns = List.copyOf(columns);
    heads = List.copyOf(heads);
    if (heads.isEmpty() || heads.stream().map(Head::name).distinct().count() < heads.size()) {
      throw new IllegalArgumentException(
          "Data needs at least one head, and heads of different names, not "
              + heads.stream().map(Head::name).toList());
    }
  }

  /**
   * Data that are no table.
   *
   * @param inputShape the shape of one sample's input
   * @param heads what the samples have answers for
   * @param train the samples to train with
   * @param validation the samples by which choices are made, none of them in {@code train}
   */
  public TrainingData(Shape inputShape, List<Head> heads, Samples train, Samples validation) {
    this(inputShape, heads, train, validation, List.of());
  }

  /**
   * What a model is taught with these data.
   *
   * @return their columns and heads
   */
  public Signature signature() {
    return new Signature(columns, heads);
  }

  /**
   * The same samples with some of their heads.
   *
   * @param chosen heads of these data
   * @return the data
   */
  public TrainingData with(List<Head> chosen) {
    return new TrainingData(inputShape, chosen, train, validation, columns);
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
        inputShape, heads, train.within(domain), validation.within(domain), columns);
  }
}
