package io.retort.core.data;

import io.retort.core.Warning;
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
   * What the samples have labels for, and what a teacher is to say of them besides.
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
   * What was done to raw data to make the inputs. It is saved with models, so that a row of a table
   * or an image that a model later predicts is prepared alike.
   *
   * @return the columns of a table, or how pixels were scaled; values as they are unless overridden
   */
  default InputPreparation preparation() {
    return new InputPreparation.Values();
  }

  /**
   * The same data, prepared by what some of the training samples alone say: means, deviations, what
   * missing values are taken for, the categories there are. A run calls this with the samples that
   * its teacher is trained with, so that nothing of the test or validation samples gets into the
   * inputs. Nothing is fitted to samples in data that are as they are, such as images.
   *
   * @param samples indexes in {@link #train}
   * @return data with the same heads and the same samples at the same indexes, perhaps with another
   *     input shape; freed when this data set is closed. It may be this object, and is the same
   *     object for the same samples
   */
  default Dataset fit(IndexSet samples) {
    return this;
  }

  /**
   * What a user should know about the data, such as columns that were left out.
   *
   * @return a list that is complete when {@link #train} and {@link #test} were called, and for the
   *     unlabelled samples when they were read
   */
  default List<Warning> warnings() {
    return List.of();
  }

  /**
   * Whether there are labelled samples. A data set without any offers {@link #unlabelled} alone;
   * its {@link #train} refuses with a {@link io.retort.core.RetortException}.
   *
   * @return true for data that can be trained with
   */
  default boolean labelled() {
    return true;
  }

  /**
   * Opens the unlabelled samples, for a teacher to label.
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
