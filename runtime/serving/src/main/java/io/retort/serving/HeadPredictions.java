package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.Activations;
import io.retort.core.data.Standardization;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Exponential;
import java.util.Arrays;
import java.util.List;

/**
 * What a head predicts, made of the network's outputs for several samples at once. A sample's
 * prediction is the same to the bit whichever others are with it. Used by one thread at a time.
 */
final class HeadPredictions {
  /** The exponentials of logits up to this size, sums of them and 1 over these have all digits. */
  private static final float MODERATE = 40;

  private final StudentHead head;

  /** Kept for the next samples: new memory is not in the cache. */
  private float[] outputs = {};

  private Exponential exponential = new Exponential(0);

  HeadPredictions(StudentHead head) {
    this.head = head;
  }

  /**
   * Turns outputs into probabilities, or values in the units of the data.
   *
   * @param computed what the network gives for some samples
   * @param predictions receives an array for each
   * @param samples how many samples there are in all, of which these are the next
   * @throws RetortException if an output is not finite
   */
  void add(Activations computed, List<float[]> predictions, int samples) {
    DeviceTensor given = computed.get(head.node());
    if (outputs.length != given.shape().elements()) {
      outputs = new float[given.shape().elements()];
      exponential = new Exponential(outputs.length);
    }
    given.values().read(0, outputs);
    int width = outputs.length / given.shape().extent(0);
    boolean moderate = areWithin(MODERATE, outputs, 0, outputs.length);
    if (!moderate && !areWithin(Float.MAX_VALUE, outputs, 0, outputs.length)) {
      refuse(width, predictions.size(), samples);
    }
    switch (head.task().outputActivation()) {
      case SOFTMAX -> softmax(width, moderate, predictions);
      case SIGMOID -> sigmoid(width, predictions);
      case IDENTITY -> inUnits(width, predictions);
    }
  }

  /** Compares the bits, as those of larger numbers are larger, without a branch for each value. */
  private static boolean areWithin(float limit, float[] values, int from, int to) {
    int largest = Float.floatToRawIntBits(limit);
    int sign = 0;
    for (int i = from; i < to; i++) {
      sign |= largest - (Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE);
    }
    return sign >= 0;
  }

  private void refuse(int width, int first, int samples) {
    for (int i = 0; i < outputs.length; i++) {
      if (!Float.isFinite(outputs[i])) {
        throw new RetortException(
            ErrorKind.DATA,
            "The student's output for the head '"
                + head.name()
                + "' is "
                + outputs[i]
                + "; the values of "
                + InputCheck.sample(first + i / width, samples)
                + " are too large: give them as they were in the training data");
      }
    }
  }

  private void softmax(int classes, boolean moderate, List<float[]> predictions) {
    if (!moderate) {
      for (int i = 0; i < outputs.length; i += classes) {
        if (!areWithin(MODERATE, outputs, i, i + classes)) {
          subtractLargest(i, i + classes);
        }
      }
    }
    exponential.evaluate(outputs, outputs, outputs.length);
    for (int i = 0; i < outputs.length; i += classes) {
      float inverse = (float) (1 / sum(outputs, i, i + classes));
      float[] probabilities = new float[classes];
      for (int j = 0; j < classes; j++) {
        probabilities[j] = outputs[i + j] * inverse;
      }
      predictions.add(probabilities);
    }
  }

  private void subtractLargest(int from, int to) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, outputs[i]);
    }
    for (int i = from; i < to; i++) {
      outputs[i] -= largest;
    }
  }

  /** Two sums, of which neither waits for the other. */
  private static double sum(float[] values, int from, int to) {
    double even = 0;
    double odd = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      even += values[i];
      odd += values[i + 1];
    }
    return even + odd + (i < to ? values[i] : 0);
  }

  private void sigmoid(int width, List<float[]> predictions) {
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = Math.min(Exponential.HIGHEST, -outputs[i]);
    }
    exponential.evaluate(outputs, outputs, outputs.length);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = 1 / (1 + outputs[i]);
    }
    split(width, predictions);
  }

  private void inUnits(int width, List<float[]> predictions) {
    List<Standardization> scales = head.task().scales();
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = (float) scales.get(i % width).invert(outputs[i]);
    }
    split(width, predictions);
  }

  private void split(int width, List<float[]> predictions) {
    for (int i = 0; i < outputs.length; i += width) {
      predictions.add(Arrays.copyOfRange(outputs, i, i + width));
    }
  }
}
