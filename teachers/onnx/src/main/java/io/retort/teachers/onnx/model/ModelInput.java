package io.retort.teachers.onnx.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.retort.core.Fingerprint;
import io.retort.core.data.Batch;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model is given for samples. */
interface ModelInput {

  /**
   * How many samples the model takes at once.
   *
   * @return empty if any number
   */
  Optional<Integer> fixedBatch();

  /**
   * Divides samples into those that the model is given together.
   *
   * @param batch the samples
   * @param most how many there may be in a part
   * @return places of samples in the batch, each of them once
   */
  List<int[]> parts(Batch batch, int most);

  /**
   * Makes what the model reads.
   *
   * @param batch the samples
   * @param places of those that are wanted; some may be there more than once
   */
  Given give(OrtEnvironment environment, Batch batch, int[] places) throws OrtException;

  /**
   * Turns an output of the model into one with a row for each sample.
   *
   * @param name the output's name
   * @param output as the model gave it
   * @param given what it was given
   */
  default OutputValues read(String name, OutputValues output, Given given) {
    return output;
  }

  /** What the model is given for samples, in words. */
  String given(Batch batch, int[] places);

  /** What helps where the model cannot predict that, as the end of a sentence. */
  String remedy();

  /** What is taken for granted that neither model nor configuration says, as a sentence. */
  default Optional<String> assumption() {
    return Optional.empty();
  }

  /** Adds all that the outputs depend on besides the model itself. */
  void addTo(Fingerprint fingerprint);

  /**
   * What a model is given.
   *
   * @param tensors by the names of its inputs
   * @param lengths for texts how many tokens each has; empty for other samples
   * @param memory what the tensors share with nothing else, if there is such
   */
  record Given(Map<String, OnnxTensor> tensors, int[] lengths, Optional<Tensor> memory)
      implements AutoCloseable {
    @Override
    public void close() {
      tensors.values().forEach(OnnxTensor::close);
      memory.ifPresent(Tensor::close);
    }
  }
}
