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
import io.retort.core.data.InputColumn;
import io.retort.core.data.RawRows;
import io.retort.core.data.TrainingData;
import io.retort.core.text.Tokenizer;
import io.retort.teachers.onnx.OnnxTeacherSettings;
import io.retort.teachers.onnx.OnnxTeacherSettings.Pooling;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Texts as tokens, with a mask that says which of them are there. Texts of one length are given
 * together, so that little is computed for padding; a model without a mask is given no padding,
 * unless it takes one number of tokens alone.
 */
final class TextInput implements ModelInput {
  static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final Set<OnnxJavaType> WHOLE = Set.of(OnnxJavaType.INT64, OnnxJavaType.INT32);

  private final Path path;
  private final String ids;
  private final Map<String, OnnxJavaType> inputs;
  private final Optional<Integer> fixedBatch;
  private final Optional<Integer> fixedLength;
  private final int length;
  private final String column;
  private final Tokenizer tokenizer;
  private final Optional<Pooling> pooling;
  private final boolean normalise;

  private TextInput(
      Path path,
      String ids,
      Map<String, NodeInfo> declared,
      String column,
      Tokenizer tokenizer,
      OnnxTeacherSettings settings) {
    this.path = path;
    this.ids = ids;
    this.inputs = new HashMap<>();
    declared.forEach((name, input) -> inputs.put(name, ((TensorInfo) input.getInfo()).type));
    long[] shape = ((TensorInfo) declared.get(ids).getInfo()).getShape();
    this.fixedBatch = extent(shape, 0);
    this.fixedLength = extent(shape, 1);
    this.length = Math.min(settings.length(), fixedLength.orElse(Integer.MAX_VALUE));
    this.column = column;
    this.tokenizer = tokenizer;
    this.pooling = settings.pooling();
    this.normalise = settings.normalise();
  }

  private static Optional<Integer> extent(long[] shape, int axis) {
    return shape.length > axis && shape[axis] > 0 && shape[axis] <= Integer.MAX_VALUE
        ? Optional.of((int) shape[axis])
        : Optional.empty();
  }

  /**
   * Finds out how a model reads texts.
   *
   * @param declared the model's inputs
   * @throws RetortException if it does not, or the data have none
   */
  static TextInput of(
      Path path,
      Map<String, NodeInfo> declared,
      Tokenizer tokenizer,
      OnnxTeacherSettings settings,
      TrainingData data) {
    List<String> texts =
        data.columns().stream()
            .filter(InputColumn.Text.class::isInstance)
            .map(InputColumn::name)
            .toList();
    if (texts.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher has a tokenizer, but the data have no texts; name their column under text"
              + " in the configuration of the data, or leave the tokenizer out");
    }
    if (data.train().rows().isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher reads the texts as they are, but these data have kept their tokens alone;"
              + " leave the tokenizer out, or name the table that the texts are in");
    }
    String ids =
        settings.input().orElse(declared.size() == 1 ? declared.keySet().iterator().next() : IDS);
    if (!declared.containsKey(ids)) {
      throw refused(
          path,
          "has no input "
              + Echo.quoted(ids)
              + " for tokens; name one of "
              + Echo.of(List.copyOf(declared.keySet()))
              + " under input");
    }
    declared.forEach(
        (name, input) -> {
          if (!Set.of(ids, MASK, TYPES).contains(name)) {
            throw refused(
                path,
                "has the input "
                    + Echo.quoted(name)
                    + ", which tokens do not say; export a model with the inputs "
                    + List.of(IDS, MASK, TYPES)
                    + " alone");
          }
          requireWhole(path, name, input);
        });
    return new TextInput(path, ids, declared, texts.get(0), tokenizer, settings);
  }

  private static void requireWhole(Path path, String name, NodeInfo input) {
    if (!(input.getInfo() instanceof TensorInfo info)
        || !WHOLE.contains(info.type)
        || (info.getShape().length != 2 && info.getShape().length != 0)) {
      throw refused(
          path,
          "reads "
              + Echo.quoted(name)
              + " not as whole numbers of the shape [batch, tokens]; name a model of texts, or"
              + " leave the tokenizer out");
    }
  }

  private static RetortException refused(Path path, String clause) {
    return new RetortException(ErrorKind.DATA, "The model " + path + " " + clause);
  }

  /** The input for tokens. */
  String ids() {
    return ids;
  }

  @Override
  public Optional<Integer> fixedBatch() {
    return fixedBatch;
  }

  @Override
  public List<int[]> parts(Batch batch, int most) {
    int[][] tokens = new int[batch.size()][];
    Arrays.setAll(tokens, place -> tokens(batch, place));
    int[] order =
        IntStream.range(0, tokens.length)
            .boxed()
            .sorted(Comparator.comparingInt(place -> tokens[place].length))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> parts = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= order.length; i++) {
      boolean full =
          i == order.length
              || i - start == most
              || (!inputs.containsKey(MASK)
                  && tokens[order[i]].length != tokens[order[start]].length);
      if (full) {
        parts.add(Arrays.copyOfRange(order, start, i));
        start = i;
      }
    }
    return parts;
  }

  private int[] tokens(Batch batch, int place) {
    RawRows rows = batch.source().rows().orElseThrow();
    Object text = rows.row(batch.samples()[place]).getOrDefault(column, "");
    return tokenizer.tokens(text.toString(), length);
  }

  @Override
  public Given give(OrtEnvironment environment, Batch batch, int[] places) throws OrtException {
    int[][] tokens = new int[places.length][];
    int[] lengths = new int[places.length];
    int longest = 1;
    for (int i = 0; i < places.length; i++) {
      tokens[i] = tokens(batch, places[i]);
      lengths[i] = tokens[i].length;
      longest = Math.max(longest, lengths[i]);
    }
    int width = fixedLength.orElse(longest);
    int[] numbers = new int[places.length * width];
    int[] mask = new int[numbers.length];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(tokens[i], 0, numbers, i * width, lengths[i]);
      Arrays.fill(mask, i * width, i * width + lengths[i], 1);
    }
    long[] shape = {places.length, width};
    Map<String, OnnxTensor> tensors = new HashMap<>();
    Given given = new Given(tensors, lengths, Optional.empty());
    try {
      for (String name : inputs.keySet()) {
        int[] values =
            name.equals(ids) ? numbers : name.equals(MASK) ? mask : new int[numbers.length];
        tensors.put(name, tensor(environment, inputs.get(name), values, shape));
      }
      return given;
    } catch (OrtException | RuntimeException | Error failure) {
      given.close();
      throw failure;
    }
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, OnnxJavaType type, int[] values, long[] shape)
      throws OrtException {
    return type == OnnxJavaType.INT32
        ? OnnxTensor.createTensor(environment, IntBuffer.wrap(values), shape)
        : OnnxTensor.createTensor(
            environment, LongBuffer.wrap(Arrays.stream(values).asLongStream().toArray()), shape);
  }

  /** What is given for each token becomes what is given for the text. */
  @Override
  public OutputValues read(String name, OutputValues output, Given given) {
    OutputValues whole = output.shape().length == 3 ? pooled(name, output, given) : output;
    return normalise && whole.shape().length == 2 ? normalised(whole) : whole;
  }

  private OutputValues pooled(String name, OutputValues output, Given given) {
    if (pooling.isEmpty()) {
      throw refused(
          path,
          "gives "
              + Echo.quoted(name)
              + " for every token; say with pooling how they become one for the text: mean or"
              + " first, as the model's own documentation says");
    }
    int rows = Math.toIntExact(output.shape()[0]);
    int steps = Math.toIntExact(output.shape()[1]);
    int width = Math.toIntExact(output.shape()[2]);
    float[] values = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      int count = pooling.get() == Pooling.FIRST ? 1 : Math.min(steps, given.lengths()[row]);
      for (int i = 0; i < width; i++) {
        double sum = 0;
        for (int step = 0; step < count; step++) {
          sum += output.values()[(row * steps + step) * width + i];
        }
        values[row * width + i] = (float) (count == 0 ? 0 : sum / count);
      }
    }
    return new OutputValues(new long[] {rows, width}, values);
  }

  /** Rows of the length 1; a row of zeros stays as it is. */
  private static OutputValues normalised(OutputValues output) {
    int width = Math.toIntExact(output.shape()[1]);
    float[] values = output.values().clone();
    for (int from = 0; from < values.length; from += width) {
      double squares = 0;
      for (int i = from; i < from + width; i++) {
        squares += (double) values[i] * values[i];
      }
      for (int i = from; i < from + width && squares > 0; i++) {
        values[i] = (float) (values[i] / Math.sqrt(squares));
      }
    }
    return new OutputValues(output.shape(), values);
  }

  @Override
  public String given(Batch batch, int[] places) {
    int longest = IntStream.of(places).map(place -> tokens(batch, place).length).max().orElse(0);
    return "texts of up to " + longest + " tokens";
  }

  @Override
  public String remedy() {
    return "set the teacher's length to the most tokens that the model reads, and name the"
        + " tokenizer that it was trained with";
  }

  @Override
  public Optional<String> assumption() {
    return fixedLength
        .filter(tokens -> !inputs.containsKey(MASK))
        .map(
            tokens ->
                "The model "
                    + path
                    + " takes "
                    + tokens
                    + " tokens at its input "
                    + Echo.quoted(ids)
                    + " and no "
                    + MASK
                    + ": a shorter text is filled up with the token 0, which the model must know"
                    + " for padding; export it for any number of tokens, or with a mask, if it"
                    + " does not");
  }

  @Override
  public void addTo(Fingerprint fingerprint) {
    fingerprint
        .add(ids)
        .add(column)
        .add(tokenizer.saved().toString())
        .add(length + " " + pooling + " " + normalise);
  }
}
