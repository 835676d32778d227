package io.retort.core.data;

import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalInt;

/** A fixed list of samples. A sample is known by its index, which never changes. Thread-safe. */
public interface Samples {

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  int size();

  /**
   * Gathers the inputs of some samples.
   *
   * @param samples their indexes, in any order
   * @param destination receives them, {@code [samples, input shape…]}
   */
  void inputs(int[] samples, Tensor destination);

  /**
   * The labels of some samples. Data sets have none for a head whose task {@linkplain
   * Task#hasLabels says so}; a run gives what the teacher says of it in their place where models
   * are measured.
   *
   * @param head the name of one of the data set's heads
   * @param samples their indexes, in any order
   * @return one row for each sample, of the kind that the head's {@link Task#labelKind} says; a
   *     tensor in it is new and belongs to the caller
   */
  Target.GroundTruth labels(String head, int[] samples);

  /**
   * The samples as rows of the table that they come from.
   *
   * @return the rows, by the indexes that the samples have here; empty for data that are not a
   *     table, or that have not kept their rows
   */
  default Optional<RawRows> rows() {
    return Optional.empty();
  }

  /**
   * What the data set itself calls a sample, such as the number of a mail, so that what others say
   * of the samples can be told apart by it.
   *
   * @param sample its index
   * @return an id that no other sample of {@link #origin} has; empty for all samples of data
   *     without
   */
  default Optional<String> id(int sample) {
    return Optional.empty();
  }

  /**
   * By what the samples are divided into parts for training, validation and test. The samples that
   * a run takes for these parts are drawn one by one, with the classes in equal shares, where there
   * is no key.
   *
   * @return groups or times of all samples; empty unless overridden
   */
  default Optional<SplitKey> splitKey() {
    return Optional.empty();
  }

  /**
   * How much the samples count in what a training minimises. All samples of a batch count alike
   * where there are no weights. Figures are measured without them.
   *
   * @return the weights of all samples; empty unless overridden
   */
  default Optional<SampleWeights> weights() {
    return Optional.empty();
  }

  /**
   * Into how many parts of their own the samples fall, as where a data set is made of those of a
   * source and of a target task. Every batch of a training then has as many samples of each part.
   *
   * @return at least 1
   */
  default int domains() {
    return 1;
  }

  /**
   * The part that a sample belongs to.
   *
   * @param sample its index
   * @return from 0 to below {@link #domains}
   */
  default int domain(int sample) {
    return 0;
  }

  /**
   * What a part is called in results.
   *
   * @param domain the part
   * @return such as {@code source}; its number from 1 on, where it has no name
   */
  default String domainName(int domain) {
    return Integer.toString(domain + 1);
  }

  /**
   * In how many views these samples are, each changed at random in another way: of n samples in
   * all, the first n/views are samples in their first view, the next ones the same samples in the
   * next view. A pass of a training shows each sample in one view, the next pass in the next one.
   *
   * @return at least 1; empty for samples as they are, and unless overridden
   */
  default OptionalInt views() {
    return OptionalInt.empty();
  }

  /**
   * The list that these samples were taken from: what they are known by, however a run has divided
   * the data.
   *
   * @return one of the lists of a data set, the same object for all of its parts
   */
  default Samples origin() {
    return this;
  }

  /**
   * The place of a sample in {@link #origin}.
   *
   * @param sample its index here
   * @return its index there
   */
  default int indexInOrigin(int sample) {
    return sample;
  }
}
