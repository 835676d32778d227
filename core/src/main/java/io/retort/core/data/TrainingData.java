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
  }
}
