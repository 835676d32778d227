package io.retort.optimizers;

import io.retort.core.data.Dataset;
import io.retort.core.loss.Target;
import io.retort.core.optimizer.Objective;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Tensor;
import io.retort.datasets.Digits;
import io.retort.datasets.ImageShape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The mean cross-entropy, over all 1,797 digits, of a student 64-24-10 with rectified hidden units,
 * in 32-bit arithmetic. Every evaluation is one pass over the data.
 */
final class DigitsStudent implements Objective, AutoCloseable {
  private static final int INPUTS = 64;
  private static final int HIDDEN = 24;
  private static final int CLASSES = 10;
  private static final int WEIGHTS = (INPUTS + CLASSES) * HIDDEN;

  private final float[] images;
  private final int[] labels;
  private final HostVector values = HostVector.allocate(WEIGHTS + HIDDEN + CLASSES);
  private final HostVector gradients = HostVector.allocate(WEIGHTS + HIDDEN + CLASSES);
  private final float[] p = new float[values.length()];
  private final float[] g = new float[values.length()];
  private int passes;
  private double first;

  /** Draws weights uniformly by He's rule; biases start at 0. */
  DigitsStudent(long seed) {
    try (Dataset digits = new Digits(ImageShape.VECTOR).load()) {
      int[] all = new int[digits.train().size()];
      Arrays.setAll(all, i -> i);
      images = new float[all.length * INPUTS];
      try (Tensor inputs = Tensor.allocate(digits.inputShape().batch(all.length))) {
        digits.train().inputs(all, inputs);
        inputs.read(0, images);
      }
      labels = ((Target.Classes) digits.train().labels(digits.heads().get(0).name(), all)).labels();
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < WEIGHTS; i++) {
      double bound = Math.sqrt(6.0 / (i < INPUTS * HIDDEN ? INPUTS : HIDDEN));
      p[i] = (float) random.nextDouble(-bound, bound);
    }
    values.write(0, p);
  }

  Optimizer.Session start(Optimizer optimizer) {
    HostVector biases = values.slice(WEIGHTS, HIDDEN + CLASSES);
    return optimizer.start(
        List.of(
            new ParameterGroup(values.slice(0, WEIGHTS), gradients.slice(0, WEIGHTS), 1, true),
            new ParameterGroup(biases, gradients.slice(WEIGHTS, HIDDEN + CLASSES), 1, false)));
  }

  int passes() {
    return passes;
  }

  /** Makes a step, and returns the value before it. */
  double step(Optimizer.Session session) {
    first = Double.NaN;
    session.step(this, 1);
    return first;
  }

  @Override
  public double evaluate() {
    passes++;
    values.read(0, p);
    Arrays.fill(g, 0);
    float[] hidden = new float[HIDDEN];
    float[] hiddenGradient = new float[HIDDEN];
    float[] logits = new float[CLASSES];
    double sum = 0;
    for (int sample = 0; sample < labels.length; sample++) {
      sum += forward(sample, hidden, logits);
      backward(sample, hidden, logits, hiddenGradient);
    }
    for (int i = 0; i < g.length; i++) {
      g[i] /= labels.length;
    }
    gradients.write(0, g);
    double value = sum / labels.length;
    first = Double.isNaN(first) ? value : first;
    return value;
  }

  /** Leaves the probabilities in the logits and returns the cross-entropy. */
  private double forward(int sample, float[] hidden, float[] logits) {
    System.arraycopy(p, WEIGHTS, hidden, 0, HIDDEN);
    for (int i = 0; i < INPUTS; i++) {
      float pixel = images[sample * INPUTS + i];
      if (pixel != 0) {
        for (int j = 0; j < HIDDEN; j++) {
          hidden[j] += pixel * p[i * HIDDEN + j];
        }
      }
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < CLASSES; k++) {
      float logit = p[WEIGHTS + HIDDEN + k];
      for (int j = 0; j < HIDDEN; j++) {
        logit += Math.max(0, hidden[j]) * p[(INPUTS + k) * HIDDEN + j];
      }
      logits[k] = logit;
      largest = Math.max(largest, logit);
    }
    double total = 0;
    for (int k = 0; k < CLASSES; k++) {
      total += Math.exp(logits[k] - largest);
    }
    double loss = largest + Math.log(total) - logits[labels[sample]];
    for (int k = 0; k < CLASSES; k++) {
      logits[k] = (float) (Math.exp(logits[k] - largest) / total);
    }
    return loss;
  }

  private void backward(int sample, float[] hidden, float[] probabilities, float[] hiddenGradient) {
    Arrays.fill(hiddenGradient, 0);
    probabilities[labels[sample]] -= 1;
    for (int k = 0; k < CLASSES; k++) {
      g[WEIGHTS + HIDDEN + k] += probabilities[k];
      for (int j = 0; j < HIDDEN; j++) {
        g[(INPUTS + k) * HIDDEN + j] += probabilities[k] * Math.max(0, hidden[j]);
        hiddenGradient[j] += probabilities[k] * p[(INPUTS + k) * HIDDEN + j];
      }
    }
    for (int j = 0; j < HIDDEN; j++) {
      hiddenGradient[j] = hidden[j] > 0 ? hiddenGradient[j] : 0;
      g[WEIGHTS + j] += hiddenGradient[j];
    }
    for (int i = 0; i < INPUTS; i++) {
      float pixel = images[sample * INPUTS + i];
      if (pixel != 0) {
        for (int j = 0; j < HIDDEN; j++) {
          g[i * HIDDEN + j] += pixel * hiddenGradient[j];
        }
      }
    }
  }

  @Override
  public void close() {
    values.close();
    gradients.close();
  }
}
