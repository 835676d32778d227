package io.retort.runtime.serving;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.data.RowEncoder;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginSearch;
import io.retort.runtime.serving.model.NetworkFolder;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A trained student, ready to predict. Thread-safe: threads that predict at the same time each use
 * a compiled network of their own, which is kept for the next call.
 *
 * <pre>{@code
 * try (Student student = Student.load(Path.of("runs/digits/20260101-120000-000/student"))) {
 *   float[] probabilities = student.predict(pixels);
 * }
 * }</pre>
 */
public final class Student implements AutoCloseable {
  private final SavedNetwork network;
  private final List<StudentHead> heads;
  private final InputCheck inputs;
  private final RowEncoder rows;
  private final ComputeBackend backend;
  private final Deque<Instance> idle = new ConcurrentLinkedDeque<>();

  /** Predictions hold the reading side, closing the writing side. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  private Student(SavedModel model, List<StudentHead> heads, ComputeBackend backend) {
    this.network = model.network();
    this.heads = List.copyOf(heads);
    this.inputs = new InputCheck(network.plan(), names(model));
    this.rows = new RowEncoder(model.signature().map(Signature::columns).orElse(List.of()));
    this.backend = backend;
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
   * Loads a student with the default backend.
   *
   * @param folder the {@code student} folder of a run
   * @return a student that the caller closes
   * @throws RetortException naming the file that is missing, damaged or does not fit the others
   */
  public static Student load(Path folder) {
    return load(folder, DefaultBackend.of(PluginCatalog.discover(PluginSearch.configured())));
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
    try {
      SavedModel model = NetworkFolder.read(folder);
      Student student = new Student(model, heads(model, folder), backend);
      // A network that cannot be compiled is found out now, and the first prediction is fast.
      student.idle.push(student.compile());
      return student;
    } catch (RuntimeException failure) {
      backend.close();
      throw failure;
    }
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
   * @param row the cells by the names of their columns: numbers, texts or truth values, and {@code
   *     null} for one that is missing, which is filled as missing ones were in training. Columns
   *     that the student does not know are passed over
   * @return a probability for each class or label, or the values
   * @throws RetortException naming the column that the row does not have, or whose cell is no
   *     number or no known category
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
   * @throws RetortException naming the column that the row does not have, or whose cell is no
   *     number or no known category
   * @throws IllegalStateException if the student has not learned from a table
   */
  public float[] predict(String head, Map<String, ?> row) {
    if (rows.width() == 0) {
      throw new IllegalStateException(
          "The student was not taught with the columns of a table; give the values of its input, of"
              + " shape "
              + network.plan().input());
    }
    return predict(head, rows.encode(row));
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
    StudentHead wanted = head(head);
    inputs.require(input);
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The student is closed");
      }
      return wanted.toPrediction(finite(wanted, run(wanted.node(), input)));
    } finally {
      open.readLock().unlock();
    }
  }

  private float[] run(String node, float[] input) {
    Instance free = idle.poll();
    Instance instance = free == null ? compile() : free;
    try {
      return instance.run(node, input);
    } finally {
      idle.push(instance);
    }
  }

  private static float[] finite(StudentHead head, float[] output) {
    for (float value : output) {
      if (!Float.isFinite(value)) {
        throw new RetortException(
            ErrorKind.DATA,
            "The student's output for the head '"
                + head.name()
                + "' is "
                + value
                + "; the values of the sample are too large: give them as they were in the training"
                + " data");
      }
    }
    return output;
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

  private synchronized Instance compile() {
    Network compiled = backend.compile(network.plan(), CompileOptions.INFERENCE);
    try {
      compiled.load(network.weights());
      return new Instance(compiled, Tensor.allocate(network.plan().input().batch(1)));
    } catch (RuntimeException | Error failure) {
      compiled.close();
      throw failure;
    }
  }

  /** Frees the memory, when the predictions that are under way have come to their end. */
  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        idle.forEach(Instance::close);
        backend.close();
      }
    } finally {
      open.writeLock().unlock();
    }
  }

  /** A compiled network and its input, used by one thread at a time. */
  private record Instance(Network network, Tensor input) {

    float[] run(String node, float[] values) {
      input.write(0, values);
      return network.forward(DeviceTensor.of(input), Mode.INFERENCE).get(node).toArray();
    }

    void close() {
      network.close();
      input.close();
    }
  }
}
