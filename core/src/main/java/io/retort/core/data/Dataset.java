package io.retort.core.data;

import io.retort.core.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Samples for training and, where they are given apart, for the final test. */
public interface Dataset extends AutoCloseable {

  /**
   * The shape of one sample's input.
   *
   * @return such as {@code [channels, height, width]} or {@code [features]}
   */
  Shape inputShape();

  /**
   * What the samples have answers for.
   *
   * @return at least one head, with different names
   */
  List<Head> heads();

  /**
   * The samples to train with.
   *
   * @return the samples, from which the run takes its validation part
   */
  Samples train();

  /**
   * The samples for the final test.
   *
   * @return the samples, or empty where the data set comes without; then the run takes a part of
   *     {@link #train} away
   */
  Optional<Samples> test();

  /**
   * Whether there are samples with answers. A data set without them offers {@link #unlabelled}
   * alone; its {@link #train} refuses with a {@link io.retort.core.RetortException}.
   *
   * @return true for data that can be trained with
   */
  default boolean labelled() {
    return true;
  }

  /**
   * Opens the samples without answers, for a teacher to label.
   *
   * @return a new stream from the first of them on, which the caller closes; or empty if there are
   *     none
   */
  default Optional<SampleStream> unlabelled() {
    return Optional.empty();
  }

  /** Frees the memory. */
  @Override
  void close();
}
