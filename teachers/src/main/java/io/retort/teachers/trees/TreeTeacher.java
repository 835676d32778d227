package io.retort.teachers.trees;

import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.OutputOrder;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.TreeTeacherSettings;
import io.retort.teachers.file.DamagedModelException;
import io.retort.teachers.file.ModelBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A tree model as a teacher. It keeps nothing between two calls. */
public final class TreeTeacher implements Teacher {
  /** How many rows pass through all trees at once. */
  private static final int CHUNK = 64;

  /** How many training samples are tried. */
  private static final int TRIED = 256;

  private final Path file;
  private final TreeModel model;
  private final SampleRows rows;
  private final TreeHead head;
  private final List<String> remarks;
  private final String fingerprint;

  private TreeTeacher(
      Path file, TreeModel model, FeatureColumns columns, TreeHead head, Fingerprint fingerprint) {
    this.file = file;
    this.model = model;
    this.rows = new SampleRows(columns.features(), model.single());
    this.head = head;
    this.remarks = new ArrayList<>();
    columns.assumption().ifPresent(remarks::add);
    model.remark().ifPresent(remarks::add);
    columns.features().forEach(feature -> fingerprint.add(feature.column()));
    this.fingerprint = fingerprint.add(head.head().name() + head.places()).text();
  }

  /** Reads a format. */
  @FunctionalInterface
  public interface Format {

    /**
     * Reads a model.
     *
     * @param content the bytes of the file
     * @param file the file, for messages
     * @return the model
     * @throws DamagedModelException if it is not such a model, or not whole
     */
    TreeModel read(byte[] content, Path file) throws DamagedModelException;
  }

  /**
   * Loads a model and tries it on some of the training samples.
   *
   * @param file its file
   * @param format reads it
   * @param settings the configuration
   * @param data what it is to teach
   * @return the teacher
   * @throws RetortException if it cannot teach that
   */
  public static TreeTeacher open(
      Path file, Format format, TreeTeacherSettings settings, TrainingData data) {
    OutputOrder.require(settings.classes(), data.heads());
    Head head = onlyHead(data);
    byte[] content = ModelBytes.read(file, "path");
    TreeModel model = read(file, format, content);
    FeatureColumns columns = FeatureColumns.of(file, model, settings, data);
    List<String> order = settings.classes().getOrDefault(head.name(), List.of());
    Fingerprint fingerprint =
        new Fingerprint()
            .add(content)
            .add(settings.rounds().toString())
            .add(new TreeMap<>(settings.categories()).toString());
    TreeTeacher teacher =
        new TreeTeacher(file, model, columns, TreeHead.of(file, model, head, order), fingerprint);
    teacher.tryOn(data);
    return teacher;
  }

  private static Head onlyHead(TrainingData data) {
    if (data.heads().size() > 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "A tree model predicts one head, but the data has the heads "
              + data.heads().stream().map(Head::name).toList()
              + "; give each a teacher of its own with the teacher per-head");
    }
    return data.heads().get(0);
  }

  private static TreeModel read(Path file, Format format, byte[] content) {
    try {
      return format.read(content, file);
    } catch (DamagedModelException damaged) {
      throw new RetortException(
          ErrorKind.DATA,
          "The file "
              + file
              + " cannot be a teacher: "
              + damaged.getMessage()
              + "; "
              + damaged.fix(),
          damaged);
    }
  }

  private void tryOn(TrainingData data) {
    int[] samples = IntStream.range(0, Math.min(TRIED, data.train().size())).toArray();
    try (Tensor inputs = Tensor.allocate(data.inputShape().batch(samples.length))) {
      data.train().inputs(samples, inputs);
      predict(new Batch(data.train(), samples, inputs));
    }
  }

  /**
   * What a run should say of the model.
   *
   * @return sentences
   */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  @Override
  public List<TeacherOutput> outputs() {
    return List.of(head.description());
  }

  @Override
  public void require(Samples samples) {
    rows.require(samples);
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    destinations.forEach(
        (name, destination) -> {
          if (!name.equals(head.head().name())) {
            throw new IllegalArgumentException(
                "The teacher has no output '" + name + "'; it has " + outputs());
          }
          destination.write(0, predict(batch));
        });
  }

  private float[] predict(Batch batch) {
    double[][] all = rows.of(batch);
    int width = head.places().size();
    float[] predictions = new float[all.length * width];
    int chunks = (all.length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              int from = chunk * CHUNK;
              int to = Math.min(all.length, from + CHUNK);
              double[][] sums = model.sums(Arrays.copyOfRange(all, from, to));
              for (int row = from; row < to; row++) {
                float[] prediction = head.convert(sums[row - from]);
                System.arraycopy(prediction, 0, predictions, row * width, width);
              }
            });
    requireNumbers(batch, predictions, width);
    return predictions;
  }

  private void requireNumbers(Batch batch, float[] predictions, int width) {
    for (int i = 0; i < predictions.length; i++) {
      if (!Float.isFinite(predictions[i])) {
        throw new RetortException(
            ErrorKind.DATA,
            "The model "
                + file
                + " gives "
                + predictions[i]
                + " for sample "
                + batch.source().indexInOrigin(batch.samples()[i / width])
                + " of the data; it was trained with other data");
      }
    }
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    // All of it is on the heap.
  }
}
