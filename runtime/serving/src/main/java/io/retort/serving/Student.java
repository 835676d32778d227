package io.retort.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowListener;
import io.retort.core.data.SavedModel;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import io.retort.serving.format.NetworkFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReader;

/**
 * A trained student, ready to predict. Thread-safe: threads that predict at the same time each use
 * a compiled network of their own, which is kept for the next call. There are at most as many as
 * processors; who needs one more waits for one of them.
 *
 * <pre>{@code
 * try (Student student = Student.load(Path.of("runs/digits/20260101-120000-000/student"))) {
 *   float[] probabilities = student.predict(pixels);
 * }
 * }</pre>
 */
public final class Student implements AutoCloseable {
  private final NetworkPlan plan;
  private final List<StudentHead> heads;
  private final List<StudentHead> firstHead;
  private final RawInputs raw;
  private final InferenceEngine engine;
  private final ObjectPool<BatchedNetwork> instances;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Student(
      SavedModel model, List<StudentHead> heads, RawInputs raw, InferenceEngine engine) {
    this.plan = model.network().plan();
    this.heads = List.copyOf(heads);
    this.firstHead = this.heads.stream().limit(1).toList();
    InputCheck check = new InputCheck(plan, names(model));
    this.raw = raw;
    this.engine = engine;
    AtomicBoolean used = new AtomicBoolean();
    this.instances =
        new ObjectPool<>(
            () ->
                new BatchedNetwork(check, heads, used.getAndSet(true) ? share() : engine.network()),
            BatchedNetwork::close,
            Runtime.getRuntime().availableProcessors());
  }

  private InferenceNetwork share() {
    return engine.network().share();
  }

  private static List<StudentHead> heads(SavedModel model, Path folder) {
    return model
        .signature()
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.DATA,
                    "There is no signature.json in "
                        + folder
                        + ", without which nobody knows what the network predicts; name the student"
                        + " folder of a run"))
        .heads()
        .stream()
        .map(head -> StudentHead.of(head, model.network().plan()))
        .toList();
  }

  private static List<String> names(SavedModel model) {
    return model.signature().stream()
        .flatMap(signature -> signature.columns().stream())
        .flatMap(column -> column.values().stream())
        .toList();
  }

  /**
   * Loads a student, to be computed with {@link Computation#AUTO}.
   *
   * @param folder the {@code student} folder of a run
   * @return a student that the caller closes
   * @throws RetortException naming the file that is missing, damaged or does not fit the others
   */
  public static Student load(Path folder) {
    return load(folder, Computation.AUTO);
  }

  /**
   * Loads a student.
   *
   * @param folder the {@code student} folder of a run
   * @param computation what computes its predictions
   * @return a student that the caller closes
   * @throws RetortException naming the file that is missing, damaged or does not fit the others, or
   *     saying why the backend does not work
   */
  public static Student load(Path folder, Computation computation) {
    return load(folder, computation, TokenizerSource.installed());
  }

  /**
   * Loads a student whose tokenizer may be elsewhere than on the program's path.
   *
   * @param folder the {@code student} folder of a run
   * @param computation what computes its predictions
   * @param tokenizers has the tokenizer of a student of texts
   * @return a student that the caller closes
   * @throws RetortException naming the file that is missing, damaged or does not fit the others, or
   *     saying why the backend does not work, or that there is no such tokenizer
   */
  public static Student load(Path folder, Computation computation, TokenizerSource tokenizers) {
    BackendLoading backend = BackendLoading.begin(computation);
    SavedModel model;
    List<StudentHead> heads;
    RawInputs raw;
    try {
      model = NetworkFolder.read(folder);
      heads = heads(model, folder);
      raw = RawInputs.of(model, tokenizers);
    } catch (RuntimeException | Error failure) {
      backend.abandon();
      throw failure;
    }
    return ready(model, heads, raw, InferenceEngine.of(computation, backend, model.network()));
  }

  /**
   * Loads a student.
   *
   * @param folder the {@code student} folder of a run
   * @param backend computes; closed with the student
   * @return a student that the caller closes
   * @throws RetortException naming the file that is missing, damaged or does not fit the others
   */
  public static Student load(Path folder, ComputeBackend backend) {
    SavedModel model;
    List<StudentHead> heads;
    RawInputs raw;
    try {
      model = NetworkFolder.read(folder);
      heads = heads(model, folder);
      raw = RawInputs.of(model, TokenizerSource.installed());
    } catch (RuntimeException | Error failure) {
      backend.close();
      throw failure;
    }
    return ready(model, heads, raw, InferenceEngine.on(backend, "backend", model.network()));
  }

  private static Student ready(
      SavedModel model, List<StudentHead> heads, RawInputs raw, InferenceEngine engine) {
    Student student = new Student(model, heads, raw, engine);
    try {
      student.warmUp();
      return student;
    } catch (RuntimeException | Error failure) {
      student.close();
      throw failure;
    }
  }

  /** A network that cannot be computed is found out now, and the first prediction is fast. */
  private void warmUp() {
    run(List.of(), List.of(new float[plan.input().elements()]));
  }

  /**
   * What computes the predictions.
   *
   * @return the name of the compute backend, or {@code java}
   */
  public String computedBy() {
    return engine.name();
  }

  /**
   * What the student predicts.
   *
   * @return its heads, with the names of classes, labels or values
   */
  public List<StudentHead> heads() {
    return heads;
  }

  /**
   * Predicts the first head of one sample.
   *
   * @param input the sample's values in row-major order, prepared as the training data was
   * @return a probability for each class or label, or the values
   * @throws RetortException if a value is not finite or no token of the student's vocabulary,
   *     naming the input, or if the output is not finite
   */
  public float[] predict(float[] input) {
    return predict(heads.get(0).name(), input);
  }

  /**
   * Predicts the first head of a row of a table, prepared as the training data was.
   *
   * @param row the cells by the names of their columns: numbers, texts as they stand in the table,
   *     or truth values; {@code null}, and a text that marks one in the table, for one that is
   *     missing. Columns that the student does not know are passed over
   * @return a probability for each class or label, or the values
   * @throws RetortException naming the column that the row does not have, or whose cell is not a
   *     number or not a known category
   * @throws IllegalStateException if the student has not learned from a table
   */
  public float[] predict(Map<String, ?> row) {
    return predict(heads.get(0).name(), row);
  }

  /**
   * Predicts a head of a row of a table, prepared as the training data was.
   *
   * @param head the head's name
   * @param row see {@link #predict(Map)}
   * @return a probability for each class or label, or the values
   * @throws RetortException naming the column that the row does not have, or whose cell is not a
   *     number or not a known category
   * @throws IllegalStateException if the student has not learned from a table
   */
  public float[] predict(String head, Map<String, ?> row) {
    return predict(head, raw.encode(row));
  }

  /**
   * Predicts the first head of a row of a table that is a record of the program's.
   *
   * @param row a record whose components are called like the columns; blanks, hyphens, underscores
   *     and capitals in the columns' names do not count. Its package is exported, or opened to this
   *     module
   * @return a probability for each class or label, or the values
   * @throws RetortException as {@link #predict(Map)}
   * @throws IllegalStateException if the student has not learned from a table
   */
  public float[] predict(Record row) {
    return predict(raw.cells(row));
  }

  /**
   * Predicts the first head of a text, split into tokens as the training data was.
   *
   * @param text any text; what is beyond the number of tokens that the student reads is cut off
   * @return a probability for each class or label, or the values
   * @throws IllegalStateException if the student has not learned from texts alone
   */
  public float[] predict(String text) {
    return predict(prepare(text));
  }

  /**
   * Splits a text into tokens as the training data was, for {@link #predictAll}.
   *
   * @param text see {@link #predict(String)}
   * @return the values of the input
   * @throws IllegalStateException if the student has not learned from texts alone
   */
  public float[] prepare(String text) {
    return raw.encode(text);
  }

  /**
   * Predicts the first head of many rows of a table.
   *
   * @param rows see {@link #predict(Map)}
   * @return for each row a probability for each class or label, or the values
   * @throws RetortException as {@link #predict(Map)}, with the row's number
   */
  public List<float[]> predictRows(List<? extends Map<String, ?>> rows) {
    return predictRows(heads.get(0).name(), rows);
  }

  /**
   * Predicts a head of many rows of a table.
   *
   * @param head the head's name
   * @param rows see {@link #predict(Map)}
   * @return for each row a probability for each class or label, or the values
   * @throws RetortException as {@link #predict(Map)}, with the row's number
   */
  public List<float[]> predictRows(String head, List<? extends Map<String, ?>> rows) {
    List<float[]> inputs = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      try {
        inputs.add(raw.encode(rows.get(i)));
      } catch (RetortException refusal) {
        throw new RetortException(
            refusal.kind(), "Row " + i + ", counted from 0: " + refusal.getMessage(), refusal);
      }
    }
    return predictAll(head, inputs);
  }

  /**
   * Predicts the first head of an image, prepared as the training data was.
   *
   * @param pixels the values of its pixels, unsigned, in the order of the student's input: row by
   *     row, and channel by channel where there are several
   * @return a probability for each class or label, or the values
   * @throws IllegalArgumentException if there are more or fewer pixels than the student reads
   * @throws IllegalStateException if the student has not learned from images
   */
  public float[] predict(byte[] pixels) {
    return predict(heads.get(0).name(), pixels);
  }

  /**
   * Predicts a head of an image, prepared as the training data was.
   *
   * @param head the head's name
   * @param pixels see {@link #predict(byte[])}
   * @return a probability for each class or label, or the values
   * @throws IllegalArgumentException if there are more or fewer pixels than the student reads
   * @throws IllegalStateException if the student has not learned from images
   */
  public float[] predict(String head, byte[] pixels) {
    return predict(head, raw.encode(pixels));
  }

  /**
   * Predicts the first head of an image.
   *
   * @param image of the height and width that the student has learned from; a grey one is computed
   *     from the colours where the student reads one channel
   * @return a probability for each class or label, or the values
   * @throws RetortException if the image is of another size
   * @throws IllegalStateException if the student has not learned from images
   */
  public float[] predict(BufferedImage image) {
    return predict(prepare(image));
  }

  /**
   * Prepares an image as the training data was, for {@link #predictAll}.
   *
   * @param image see {@link #predict(BufferedImage)}
   * @return the values of the input
   * @throws RetortException if the image is of another size
   */
  public float[] prepare(BufferedImage image) {
    return raw.encode(image);
  }

  /**
   * Prepares an image from elsewhere as the training data was: resized, if that was. It is not
   * decoded if it has too many pixels: a small file may claim, and unpack to, any number of them.
   *
   * @param reader an image reader whose input is set
   * @return the values of the input
   * @throws IOException if the image is damaged
   * @throws RetortException if it is of a size that the student does not read, transparent, of
   *     other colours than grey or RGB, or ends too early
   * @throws IllegalStateException if the student has not learned from images
   */
  public float[] prepare(ImageReader reader) throws IOException {
    return raw.encode(reader);
  }

  /**
   * Prepares a row of a table as the training data was, for {@link #predictAll}.
   *
   * @param row see {@link #predict(Map)}
   * @param listener told of cells that are worth counting
   * @return the values of the input
   * @throws RetortException as {@link #predict(Map)}
   */
  public float[] prepare(Map<String, ?> row, RowListener listener) {
    return raw.encode(row, listener);
  }

  /**
   * Prepares an image as the training data was, for {@link #predictAll}.
   *
   * @param pixels see {@link #predict(byte[])}
   * @return the values of the input
   */
  public float[] prepare(byte[] pixels) {
    return raw.encode(pixels);
  }

  /**
   * What was done to raw data to make the inputs.
   *
   * @return the columns of a table, the scale of pixels, or values as they are
   */
  public InputPreparation preparation() {
    return raw.preparation();
  }

  /**
   * The shape of one sample's input.
   *
   * @return such as {@code [features]} or {@code [channels, height, width]}
   */
  public Shape inputShape() {
    return plan.input();
  }

  /**
   * Predicts a head of one sample.
   *
   * @param head the head's name
   * @param input the sample's values in row-major order, prepared as the training data was
   * @return a probability for each class or label, or the values
   * @throws RetortException if a value is not finite or no token of the student's vocabulary,
   *     naming the input, or if the output is not finite
   */
  public float[] predict(String head, float[] input) {
    return predictAll(head, List.of(input)).get(0);
  }

  /**
   * Predicts the first head of many samples, which takes less time than one by one.
   *
   * @param inputs for each sample its values in row-major order, prepared as the training data was
   * @return for each sample a probability for each class or label, or the values
   * @throws RetortException as {@link #predict(float[])}, with the sample's number
   */
  public List<float[]> predictAll(List<float[]> inputs) {
    return run(firstHead, inputs).get(0);
  }

  /**
   * Predicts a head of many samples, which takes less time than one by one.
   *
   * @param head the head's name
   * @param inputs for each sample its values in row-major order, prepared as the training data was
   * @return for each sample a probability for each class or label, or the values
   * @throws RetortException as {@link #predict(float[])}, with the sample's number
   */
  public List<float[]> predictAll(String head, List<float[]> inputs) {
    return run(List.of(head(head)), inputs).get(0);
  }

  /**
   * Predicts all heads of many samples, for which the network is computed once.
   *
   * @param inputs for each sample its values in row-major order, prepared as the training data was
   * @return by the names of the heads, in their order, what {@link #predictAll} gives
   * @throws RetortException as {@link #predict(float[])}, with the sample's number
   */
  public Map<String, List<float[]>> predictHeads(List<float[]> inputs) {
    List<List<float[]>> predictions = run(heads, inputs);
    Map<String, List<float[]>> byHead = new LinkedHashMap<>();
    for (int i = 0; i < heads.size(); i++) {
      byHead.put(heads.get(i).name(), predictions.get(i));
    }
    return byHead;
  }

  private List<List<float[]>> run(List<StudentHead> wanted, List<float[]> inputs) {
    BatchedNetwork instance = instances.take();
    try {
      return instance.run(wanted, inputs);
    } finally {
      instances.give(instance);
    }
  }

  private StudentHead head(String name) {
    return heads.stream()
        .filter(head -> head.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The student has no head '"
                        + name
                        + "'; heads: "
                        + heads.stream().map(StudentHead::name).toList()));
  }

  /** Frees the memory, when the predictions that are under way have come to their end. */
  @Override
  public void close() {
    instances.close();
    if (closed.compareAndSet(false, true)) {
      engine.close();
    }
  }
}
