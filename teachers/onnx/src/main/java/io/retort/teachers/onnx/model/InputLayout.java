package io.retort.teachers.onnx.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a model is given samples.
 *
 * @param path the model's file, for messages
 * @param name the model's input
 * @param type the type of its numbers
 * @param sample the shape in which it takes a sample
 * @param fixedBatch how many samples it takes at once, if it takes no other number
 */
record InputLayout(
    Path path, String name, OnnxJavaType type, Shape sample, Optional<Integer> fixedBatch)
    implements ModelInput {
  private static final Set<OnnxJavaType> TYPES =
      Set.of(OnnxJavaType.FLOAT, OnnxJavaType.DOUBLE, OnnxJavaType.INT64, OnnxJavaType.INT32);

  /**
   * Finds out how.
   *
   * @param inputs the model's inputs
   * @param wanted the name that the only one must have
   * @param samples the shape of the data's samples
   * @throws RetortException if samples do not fit
   */
  static InputLayout of(
      Path path, Map<String, NodeInfo> inputs, Optional<String> wanted, Shape samples) {
    String name = wanted.orElseGet(() -> inputs.isEmpty() ? "" : inputs.keySet().iterator().next());
    if (!inputs.containsKey(name) || inputs.size() > 1) {
      throw refused(
          path,
          inputs.containsKey(name)
              ? "has the inputs "
                  + Echo.of(List.copyOf(inputs.keySet()))
                  + (inputs.containsKey(TextInput.IDS)
                      ? ", as models of texts do; name its tokenizer"
                      : ", but the data have one input for a sample; export a model with one")
              : "has no input "
                  + Echo.quoted(name)
                  + "; name one of "
                  + Echo.of(List.copyOf(inputs.keySet()))
                  + " under input");
    }
    if (!(inputs.get(name).getInfo() instanceof TensorInfo info) || !TYPES.contains(info.type)) {
      throw refused(
          path,
          "reads the input "
              + Echo.quoted(name)
              + " as "
              + (inputs.get(name).getInfo() instanceof TensorInfo tensor
                  ? tensor.type
                  : inputs.get(name).getInfo())
              + ", but a teacher is given prepared values; export it with an input of float,"
              + " double, int64 or int32 (from Retort with inputs: prepared)");
    }
    long[] declared = info.getShape();
    Optional<Integer> batch =
        declared.length > 0 && declared[0] > 0 && declared[0] <= Integer.MAX_VALUE
            ? Optional.of((int) declared[0])
            : Optional.empty();
    return new InputLayout(path, name, info.type, shape(path, name, declared, samples), batch);
  }

  /** The data's shape, or all of its values in a row if that is what the model wants. */
  private static Shape shape(Path path, String name, long[] declared, Shape samples) {
    // A model that declares no shape is tried.
    if (declared.length == 0 || fits(declared, samples)) {
      return samples;
    }
    Shape flat = Shape.of(samples.elements());
    if (declared.length == 2 && declared[1] == samples.elements()) {
      return flat;
    }
    String extents =
        Arrays.stream(declared)
            .skip(1)
            .mapToObj(extent -> extent < 0 ? "any" : Long.toString(extent))
            .collect(Collectors.joining("x"));
    throw refused(
        path,
        "takes samples of the shape "
            + (extents.isEmpty() ? "of a single number" : extents)
            + " at its input "
            + Echo.quoted(name)
            + ", but those of the data have the shape "
            + samples
            + "; prepare the data as the model's were, or export it for such samples");
  }

  private static boolean fits(long[] declared, Shape samples) {
    if (declared.length != samples.rank() + 1) {
      return false;
    }
    for (int axis = 0; axis < samples.rank(); axis++) {
      if (declared[axis + 1] >= 0 && declared[axis + 1] != samples.extent(axis)) {
        return false;
      }
    }
    return true;
  }

  private static RetortException refused(Path path, String clause) {
    return new RetortException(ErrorKind.DATA, "The model " + path + " " + clause);
  }

  @Override
  public List<int[]> parts(Batch batch, int most) {
    List<int[]> parts = new ArrayList<>();
    for (int from = 0; from < batch.size(); from += most) {
      parts.add(IntStream.range(from, Math.min(batch.size(), from + most)).toArray());
    }
    return parts;
  }

  @Override
  public Given give(OrtEnvironment environment, Batch batch, int[] places) throws OrtException {
    Tensor all = batch.inputs();
    if (places[places.length - 1] - places[0] == places.length - 1) {
      return given(environment, all.rows(places[0], places.length), Optional.empty());
    }
    // Filled up with copies of the last one.
    Tensor filled = Tensor.allocate(all.shape().sample().batch(places.length));
    try {
      for (int row = 0; row < places.length; row++) {
        filled.rows(row, 1).copyFrom(all.rows(places[row], 1));
      }
      return given(environment, filled, Optional.of(filled));
    } catch (OrtException | RuntimeException | Error failure) {
      filled.close();
      throw failure;
    }
  }

  private Given given(OrtEnvironment environment, Tensor samples, Optional<Tensor> memory)
      throws OrtException {
    return new Given(Map.of(name, tensor(environment, samples)), new int[0], memory);
  }

  @Override
  public String given(Batch batch, int[] places) {
    return "inputs of the shape " + batch.inputs().shape().sample().batch(places.length);
  }

  @Override
  public String remedy() {
    return "give the teacher data of the shape that the model was made for";
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    fingerprint.add(name);
  }

  /**
   * Samples as the model reads them.
   *
   * @param samples {@code [rows, input shape…]}, as many rows as the model takes at once
   * @return shares the samples' memory where their numbers are what the model reads
   */
  private OnnxTensor tensor(OrtEnvironment environment, Tensor samples) throws OrtException {
    long[] extents = new long[sample.rank() + 1];
    extents[0] = samples.shape().extent(0);
    for (int axis = 0; axis < sample.rank(); axis++) {
      extents[axis + 1] = sample.extent(axis);
    }
    int count = samples.shape().elements();
    return switch (type) {
      case DOUBLE -> {
        double[] wide = new double[count];
        for (int i = 0; i < count; i++) {
          wide[i] = samples.get(i);
        }
        yield OnnxTensor.createTensor(environment, DoubleBuffer.wrap(wide), extents);
      }
      case INT64 -> {
        long[] whole = new long[count];
        for (int i = 0; i < count; i++) {
          whole[i] = whole(samples.get(i));
        }
        yield OnnxTensor.createTensor(environment, LongBuffer.wrap(whole), extents);
      }
      case INT32 -> {
        int[] whole = new int[count];
        for (int i = 0; i < count; i++) {
          whole[i] = whole(samples.get(i));
        }
        yield OnnxTensor.createTensor(environment, IntBuffer.wrap(whole), extents);
      }
      default -> OnnxTensor.createTensor(environment, samples.values(), extents);
    };
  }

  private int whole(float value) {
    int whole = (int) value;
    if (whole != value) {
      throw refused(
          path,
          "reads whole numbers at its input "
              + Echo.quoted(name)
              + ", but a sample of the data has "
              + value
              + "; give the teacher data of tokens, or export a model that reads such numbers");
    }
    return whole;
  }
}
