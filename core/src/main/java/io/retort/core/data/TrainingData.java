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
 */
public record TrainingData(Shape inputShape, List<Head> heads, Samples train, Samples validation) {

  public TrainingData {
    heads = List.copyOf(heads);
    if (heads.isEmpty() || heads.stream().map(Head::name).distinct().count() < heads.size()) {
      throw new IllegalArgumentException(
          "Data needs at least one head, and heads of different names, not "
              + heads.stream().map(Head::name).toList());
    }
  }

  /**
   * The samples of one part only, as data of their own that has no parts.
   *
   * @param domain the part, see {@link Samples#domain}
   * @return the data
   * @throws io.retort.core.RetortException if the part has no training or no validation samples
   */
  public TrainingData within(int domain) {
    return new TrainingData(inputShape, heads, train.within(domain), validation.within(domain));
  }
}
