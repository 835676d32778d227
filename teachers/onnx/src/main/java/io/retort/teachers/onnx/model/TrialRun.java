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
 * A model's outputs for some training samples. They show what it gives, and that it gives the same
 * for a sample at any time and beside any other samples.
 *
 * @param count the number of samples
 * @param rows the outputs by name
 */
record TrialRun(int count, Map<String, Rows> rows) {
  /** How many samples are predicted. */
  private static final int SAMPLES = 256;

  /** How many of them are also predicted alone. */
  private static final int ALONE = 4;

  /** What roundings may change, relative to the largest number of an output. */
  private static final double TOLERANCE = 1e-3;

  /**
   * Tries a model.
   *
   * @throws RetortException if its outputs are not finite, or depend on more than the sample
   */
  static TrialRun of(BatchedModel model, TrainingData data, Set<String> outputs) {
    Samples train = data.train();
    int[] samples = IntStream.range(0, Math.min(SAMPLES, train.size())).toArray();
    try (Tensor inputs = Tensor.allocate(data.inputShape().batch(samples.length))) {
      train.inputs(samples, inputs);
      Batch all = new Batch(train, samples, inputs);
      Map<String, Rows> rows = model.outputs(all, outputs);
      rows.forEach((name, values) -> requireFinite(model, name, values, train, samples));
      Map<String, Rows> again = model.outputs(all, outputs);
      rows.forEach((name, values) -> requireSame(model, name, values, again.get(name)));
      for (int sample = 0; sample < Math.min(ALONE, samples.length); sample++) {
        int row = sample;
        Batch one = new Batch(train, new int[] {row}, inputs.rows(row, 1));
        Map<String, Rows> alone = model.outputs(one, outputs);
        rows.forEach((name, values) -> requirePure(model, name, values, row, alone.get(name)));
      }
      return new TrialRun(samples.length, rows);
    }
  }

  /** Refuses outputs that are NaN or infinite. */
  static void requireFinite(
      BatchedModel model, String output, Rows outputs, Samples source, int[] samples) {
    for (int i = 0; i < outputs.values().length; i++) {
      if (!Float.isFinite(outputs.values()[i])) {
        throw new RetortException(
            ErrorKind.DATA,
            place(model, source, samples[i / outputs.shape().elements()])
                + " gives "
                + outputs.values()[i]
                + " in "
                + Echo.quoted(output)
                + "; prepare the data as those were that the model was trained with");
      }
    }
  }

  /** The sample and the model, as the beginning of a sentence. */
  static String place(BatchedModel model, Samples source, int sample) {
    return "For sample " + source.indexInOrigin(sample) + " of the data, the model " + model.path();
  }

  private static void requireSame(BatchedModel model, String name, Rows first, Rows second) {
    if (differ(first, 0, second)) {
      throw refused(
          model,
          name,
          "differently when it is evaluated again; export it in evaluation mode, without dropout"
              + " and other chance");
    }
  }

  private static void requirePure(
      BatchedModel model, String name, Rows together, int sample, Rows alone) {
    if (!alone.shape().equals(together.shape()) || differ(together, sample, alone)) {
      throw refused(
          model,
          name,
          "differently for a sample when others are in its batch; export it in evaluation"
              + " mode, in which batch normalisation has fixed means, or set batch to 1 if it is"
              + " quantised by what is in the batch");
    }
  }

  private static RetortException refused(BatchedModel model, String output, String how) {
    return new RetortException(
        ErrorKind.DATA, "The model " + model.path() + " gives " + Echo.quoted(output) + " " + how);
  }

  /** Whether outputs differ from those that start at a row, or are not finite. */
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
