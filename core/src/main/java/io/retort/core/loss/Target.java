package io.retort.core.loss;

import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What the student is to come close to, one row for each row of the student's output. Teacher
 * outputs carry their type, so that no softmax is taken twice or forgotten. Targets are constants:
 * no gradient reaches whoever produced them.
 */
public sealed interface Target {

  /**
   * The kind, by which losses say what they accept.
   *
   * @return the kind
   */
  TargetKind kind();

  /**
   * A target for some of the rows.
   *
   * @param from the first row
   * @param count how many, at least 1
   * @return a view of the same kind, which need not be closed
   */
  Target rows(int from, int count);

  /** What is true of samples, as data sets know it. */
  sealed interface GroundTruth extends Target, AutoCloseable permits Classes, MultiLabels, Values {

    /**
     * Does what is for this kind of truth.
     *
     * @param classes where each sample has one class
     * @param multiLabels where each sample has any number of labels
     * @param numbers where numbers are predicted
     * @param <R> what comes of it
     * @return what the function that was called returns
     */
    <R> R match(
        Function<? super Classes, ? extends R> classes,
        Function<? super MultiLabels, ? extends R> multiLabels,
        Function<? super Values, ? extends R> numbers);

    /** Frees the tensor, where there is one. */
    @Override
    void close();
  }

  /** A target with a tensor of numbers: all but {@link Classes}. */
  sealed interface Numbers extends Target {

    /**
     * The numbers.
     *
     * @return {@code [batch, …]}
     */
    Tensor values();
  }

  /**
   * The class of each sample.
   *
   * @param labels numbers from 0 to classes − 1, as many as the batch has rows
   */
  record Classes(int[] labels) implements GroundTruth {
    @Override
    public TargetKind kind() {
      return TargetKind.CLASSES;
    }

    @Override
    public Target rows(int from, int count) {
      return new Classes(Arrays.copyOfRange(labels, from, from + count));
    }

    @Override
    public <R> R match(
        Function<? super Classes, ? extends R> classes,
        Function<? super MultiLabels, ? extends R> multiLabels,
        Function<? super Values, ? extends R> numbers) {
      return classes.apply(this);
    }

    @Override
    public void close() {
      // There is nothing to free.
    }
  }

  /**
   * Which labels each sample has.
   *
   * @param values 1 where it has the label and 0 elsewhere, or a probability, {@code [batch,
   *     labels]}
   */
  record MultiLabels(Tensor values) implements GroundTruth, Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.MULTI_LABELS;
    }

    @Override
    public Target rows(int from, int count) {
      return new MultiLabels(values.rows(from, count));
    }

    @Override
    public <R> R match(
        Function<? super Classes, ? extends R> classes,
        Function<? super MultiLabels, ? extends R> multiLabels,
        Function<? super Values, ? extends R> numbers) {
      return multiLabels.apply(this);
    }

    @Override
    public void close() {
      values.close();
    }
  }

  /**
   * Numbers to predict: true ones or a teacher's.
   *
   * @param values {@code [batch, values]}
   */
  record Values(Tensor values) implements GroundTruth, Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.VALUES;
    }

    @Override
    public Target rows(int from, int count) {
      return new Values(values.rows(from, count));
    }

    @Override
    public <R> R match(
        Function<? super Classes, ? extends R> classes,
        Function<? super MultiLabels, ? extends R> multiLabels,
        Function<? super Values, ? extends R> numbers) {
      return numbers.apply(this);
    }

    @Override
    public void close() {
      values.close();
    }
  }

  /**
   * A teacher's outputs before softmax.
   *
   * @param values {@code [batch, classes]}
   */
  record Logits(Tensor values) implements Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.LOGITS;
    }

    @Override
    public Target rows(int from, int count) {
      return new Logits(values.rows(from, count));
    }
  }

  /**
   * A teacher's probabilities at temperature 1.
   *
   * @param values {@code [batch, classes]}, each row non-negative with sum 1
   */
  record Probabilities(Tensor values) implements Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.PROBABILITIES;
    }

    @Override
    public Target rows(int from, int count) {
      return new Probabilities(values.rows(from, count));
    }
  }

  /**
   * The logarithms of a teacher's probabilities at temperature 1.
   *
   * @param values {@code [batch, classes]}
   */
  record LogProbabilities(Tensor values) implements Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.LOG_PROBABILITIES;
    }

    @Override
    public Target rows(int from, int count) {
      return new LogProbabilities(values.rows(from, count));
    }
  }

  /**
   * A teacher's activations inside its network.
   *
   * @param values {@code [batch, …]}
   */
  record Features(Tensor values) implements Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.FEATURES;
    }

    @Override
    public Target rows(int from, int count) {
      return new Features(values.rows(from, count));
    }
  }

  /**
   * A teacher's logits together with the true class.
   *
   * @param labels the true classes
   * @param values the teacher's logits, {@code [batch, classes]}
   */
  record LabelledLogits(int[] labels, Tensor values) implements Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.LABELLED_LOGITS;
    }

    @Override
    public Target rows(int from, int count) {
      return new LabelledLogits(
          Arrays.copyOfRange(labels, from, from + count), values.rows(from, count));
    }
  }

  /**
   * A teacher's outputs for independent labels, before the logistic function.
   *
   * @param values {@code [batch, labels]}
   */
  record MultiLabelLogits(Tensor values) implements Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.MULTI_LABEL_LOGITS;
    }

    @Override
    public Target rows(int from, int count) {
      return new MultiLabelLogits(values.rows(from, count));
    }
  }

  /**
   * A teacher's probabilities of independent labels.
   *
   * @param values {@code [batch, labels]}, each value from 0 to 1
   */
  record MultiLabelProbabilities(Tensor values) implements Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.MULTI_LABEL_PROBABILITIES;
    }

    @Override
    public Target rows(int from, int count) {
      return new MultiLabelProbabilities(values.rows(from, count));
    }
  }

  /**
   * A teacher's numbers together with the true ones.
   *
   * @param labels the true numbers, {@code [batch, values]}
   * @param values the teacher's, of the same shape
   */
  record LabelledValues(Tensor labels, Tensor values) implements Numbers {
    @Override
    public TargetKind kind() {
      return TargetKind.LABELLED_VALUES;
    }

    @Override
    public Target rows(int from, int count) {
      return new LabelledValues(labels.rows(from, count), values.rows(from, count));
    }
  }
}
