package io.retort.teachers.onnx.model;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.onnx.model.BatchedModel.Rows;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A model's answers for some training samples, by which it shows what it gives, and that it gives
 * the same for a sample whenever and with whatever others it is asked.
 *
 * @param count the number of samples
 * @param rows the answers, by the outputs' names
 */
record Trial(int count, Map<String, Rows> rows) {
  /** How many samples are looked at. */
  private static final int SAMPLES = 256;

  /** How many of them are also asked about alone. */
  private static final int ALONE = 4;

  /** What roundings may change, relative to the largest number of an output. */
  private static final double TOLERANCE = 1e-3;

  /**
   * Asks a model.
   *
   * @throws RetortException if its answers are no numbers, or depend on more than the sample
   */
  static Trial of(BatchedModel model, TrainingData data, Set<String> outputs) {
    Samples train = data.train();
    int[] samples = IntStream.range(0, Math.min(SAMPLES, train.size())).toArray();
    try (Tensor inputs = Tensor.allocate(data.inputShape().batch(samples.length))) {
      train.inputs(samples, inputs);
      Batch all = new Batch(train, samples, inputs);
      Map<String, Rows> rows = model.ask(all, outputs);
      rows.forEach((name, answers) -> requireNumbers(model, name, answers, train, samples));
      Map<String, Rows> again = model.ask(all, outputs);
      rows.forEach((name, answers) -> requireSame(model, name, answers, again.get(name)));
      for (int sample = 0; sample < Math.min(ALONE, samples.length); sample++) {
        int row = sample;
        Batch one = new Batch(train, new int[] {row}, inputs.rows(row, 1));
        Map<String, Rows> alone = model.ask(one, outputs);
        rows.forEach((name, answers) -> requirePure(model, name, answers, row, alone.get(name)));
      }
      return new Trial(samples.length, rows);
    }
  }

  /** Refuses answers that are NaN or infinite. */
  static void requireNumbers(
      BatchedModel model, String output, Rows answers, Samples source, int[] samples) {
    for (int i = 0; i < answers.values().length; i++) {
      if (!Float.isFinite(answers.values()[i])) {
        throw new RetortException(
            ErrorKind.DATA,
            place(model, source, samples[i / answers.shape().elements()])
                + " gives "
                + answers.values()[i]
                + " in "
                + Echo.quoted(output)
                + "; prepare the data as those were that the model was trained with");
      }
    }
  }

  /** The model and what it was asked about, as the beginning of a sentence. */
  static String place(BatchedModel model, Samples source, int sample) {
    return "The model "
        + model.path()
        + ", asked about sample "
        + source.indexInOrigin(sample)
        + " of the data,";
  }

  private static void requireSame(BatchedModel model, String name, Rows first, Rows second) {
    if (differ(first, 0, second)) {
      throw refused(
          model,
          name,
          "differently when it is asked again; export it in evaluation mode, without dropout and"
              + " other chance");
    }
  }

  private static void requirePure(
      BatchedModel model, String name, Rows together, int sample, Rows alone) {
    if (!alone.shape().equals(together.shape()) || differ(together, sample, alone)) {
      throw refused(
          model,
          name,
          "differently for a sample when it is asked about others with it; export it in evaluation"
              + " mode, in which batch normalisation has fixed means, or set batch to 1 if it is"
              + " quantised by what is in the batch");
    }
  }

  private static RetortException refused(BatchedModel model, String output, String how) {
    return new RetortException(
        ErrorKind.DATA, "The model " + model.path() + " gives " + Echo.quoted(output) + " " + how);
  }

  /** Whether answers are others than those from a row on, or no numbers. */
  private static boolean differ(Rows first, int row, Rows second) {
    int from = row * first.shape().elements();
    double bound = TOLERANCE * largest(first);
    for (int i = 0; i < second.values().length; i++) {
      // NaN is not within any bound.
      if (!(Math.abs(second.values()[i] - first.values()[from + i]) <= bound)) {
        return true;
      }
    }
    return false;
  }

  private static double largest(Rows rows) {
    double largest = 0;
    for (float value : rows.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
