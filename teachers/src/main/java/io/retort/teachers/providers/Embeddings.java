package io.retort.teachers.providers;

import io.retort.core.data.Batch;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.RawRows;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an encoder makes of samples. Each training sample is encoded once, as encoders are large and
 * are given the same samples when a head is trained, when it is validated and when it teaches.
 */
final class Embeddings {
  private static final int PART = 256;

  private final Teacher encoder;
  private final TeacherOutput output;
  private final Shape inputShape;

  /** Of the training data's lists; others, such as batches of a stream, are encoded once. */
  private final IdentityHashMap<Samples, float[][]> kept = new IdentityHashMap<>();

  /**
   * Embeddings of an encoder.
   *
   * @param output which of its outputs they are
   * @param data what the head is trained with, as the encoder is given it
   */
  Embeddings(Teacher encoder, TeacherOutput output, TrainingData data) {
    this.encoder = encoder;
    this.output = output;
    this.inputShape = data.inputShape();
    for (Samples samples : List.of(data.train(), data.validation())) {
      kept.put(samples.origin(), new float[samples.origin().size()][]);
    }
  }

  Shape shape() {
    return output.shape();
  }

  /**
   * Encodes all samples, in larger parts than they are trained with.
   *
   * @param afterPart called after each part
   */
  void prepare(Samples samples, Runnable afterPart) {
    for (int from = 0; from < samples.size(); from += PART) {
      int[] part = IntStream.range(from, Math.min(samples.size(), from + PART)).toArray();
      try (Tensor row = Tensor.allocate(shape().batch(part.length))) {
        write(samples, part, row);
      }
      afterPart.run();
    }
  }

  /** Samples with their embeddings as inputs. */
  Samples of(Samples samples) {
    return new Embedded(samples);
  }

  /**
   * Writes the embeddings of some samples.
   *
   * @param samples their list, with the inputs that the encoder is given
   * @param chosen their indexes in it
   * @param destination receives them
   */
  private synchronized void write(Samples samples, int[] chosen, Tensor destination) {
    float[][] rows = kept.get(samples.origin());
    if (rows == null) {
      encode(samples, chosen, destination);
      return;
    }
    int width = shape().elements();
    int[] missing =
        IntStream.of(chosen)
            .filter(sample -> rows[samples.indexInOrigin(sample)] == null)
            .distinct()
            .toArray();
    if (missing.length > 0) {
      try (Tensor encoded = Tensor.allocate(shape().batch(missing.length))) {
        encode(samples, missing, encoded);
        for (int i = 0; i < missing.length; i++) {
          float[] row = new float[width];
          encoded.read(i * width, row);
          rows[samples.indexInOrigin(missing[i])] = row;
        }
      }
    }
    for (int i = 0; i < chosen.length; i++) {
      destination.write(i * width, rows[samples.indexInOrigin(chosen[i])]);
    }
  }

  private void encode(Samples samples, int[] chosen, Tensor destination) {
    try (Tensor inputs = Tensor.allocate(inputShape.batch(chosen.length))) {
      samples.inputs(chosen, inputs);
      encoder.evaluate(new Batch(samples, chosen, inputs), Map.of(output.name(), destination));
    }
  }

  private final class Embedded extends ForwardingSamples {
    Embedded(Samples samples) {
      super(samples);
    }

    @Override
    public void inputs(int[] chosen, Tensor destination) {
      write(forwarded(), chosen, destination);
    }

    /** What is trained on embeddings is not to look at the table behind them. */
    @Override
    public Optional<RawRows> rows() {
      return Optional.empty();
    }
  }
}
