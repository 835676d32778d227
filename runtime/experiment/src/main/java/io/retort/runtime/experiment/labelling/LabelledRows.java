package io.retort.runtime.experiment.labelling;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.RawRows;
import io.retort.core.data.Standardization;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** How inputs and a teacher's outputs become rows of a file. */
final class LabelledRows {
  private final Shape inputShape;
  private final List<String> texts;
  private final Map<Head, TeacherOutput> heads = new LinkedHashMap<>();
  private final Optional<Double> threshold;

  /**
   * Describes a file.
   *
   * @param texts the columns of texts whose cells are written beside the tokens
   * @param all the heads of the data
   */
  LabelledRows(
      Shape inputShape,
      List<String> texts,
      List<Head> all,
      List<TeacherOutput> outputs,
      Optional<Double> threshold) {
    this.inputShape = inputShape;
    this.texts = List.copyOf(texts);
    this.threshold = threshold;
    for (Head head : all) {
      requireWritable(head);
      // A teacher need not have an output for every head.
      outputs.stream()
          .filter(output -> output.name().equals(head.name()))
          .findFirst()
          .ifPresent(output -> heads.put(head, output));
    }
    if (heads.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher has outputs for none of the heads "
              + all.stream().map(Head::name).toList()
              + " of the data; use another teacher");
    }
    if (threshold.isPresent()
        && heads.keySet().stream()
            .noneMatch(head -> head.task().outputActivation().givesProbabilities())) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "threshold: values have no confidence, only classes and labels have; leave the threshold"
              + " out");
    }
  }

  private static void requireWritable(Head head) {
    if (head.name().contains(":")) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The head '"
              + head.name()
              + "' cannot be written: ':' separates the parts of a"
              + " column's name; call it otherwise");
    }
    for (String name : head.task().names()) {
      // U+FFFD is what decoders put for bytes that are not text, and files with it are refused.
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(name) || name.indexOf(0xFFFD) >= 0) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The output '"
                + name
                + "' of the head '"
                + head.name()
                + "' cannot be written: it has characters that are none in UTF-8; call it"
                + " otherwise");
      }
    }
  }

  /** What the teacher is asked. */
  List<TeacherOutput> outputs() {
    return List.copyOf(heads.values());
  }

  List<Head> heads() {
    return List.copyOf(heads.keySet());
  }

  List<String> titles() {
    List<String> titles = new ArrayList<>(List.of("source"));
    for (int i = 0; i < inputShape.elements(); i++) {
      StringBuilder indexes = new StringBuilder();
      int rest = i;
      for (int axis = inputShape.rank() - 1; axis >= 0; axis--) {
        indexes.insert(0, ":" + rest % inputShape.extent(axis));
        rest /= inputShape.extent(axis);
      }
      titles.add("input" + indexes);
    }
    texts.forEach(column -> titles.add("text:" + column));
    for (Map.Entry<Head, TeacherOutput> entry : heads.entrySet()) {
      Head head = entry.getKey();
      titles.addAll(labelTitles(head));
      TeacherOutput output = entry.getValue();
      titles.addAll(titles(kind(output), head.ofWidth(output.shape().elements())));
    }
    return titles;
  }

  private static List<String> labelTitles(Head head) {
    return head.task()
        .match(
            classes -> List.of("label:" + head.name()),
            labels -> titles("label", head),
            values -> titles("label", head),
            embedding -> List.of());
  }

  /** A title for each output of a head. */
  private static List<String> titles(String kind, Head head) {
    return head.task().names().stream().map(name -> kind + ":" + head.name() + ":" + name).toList();
  }

  /**
   * What the columns of outputs are called: they hold what the teacher has given, since small
   * probabilities that are made of logits are 0, whatever the temperature.
   */
  private static String kind(TeacherOutput output) {
    return switch (output.kind()) {
      case LOGITS, MULTI_LABEL_LOGITS -> "logit";
      case LOG_PROBABILITIES -> "log-probability";
      case PROBABILITIES, MULTI_LABEL_PROBABILITIES -> "probability";
      default -> "value";
    };
  }

  /**
   * Samples and what a teacher gives for them.
   *
   * @param first the place of the first one among the samples that were read
   * @param batch the samples
   * @param outputs the teacher's outputs, by head
   * @param labels the true labels by head, where there are any
   */
  record Predictions(
      long first,
      Batch batch,
      Map<String, Tensor> outputs,
      Map<String, Target.GroundTruth> labels) {

    /** A cell of a sample's row as it stands in the table. */
    private String cell(int sample, String column) {
      RawRows rows = batch.source().rows().orElseThrow();
      return rows.row(batch.samples()[sample]).getOrDefault(column, "").toString();
    }
  }

  /**
   * The cells of a sample.
   *
   * @param row its place in the batch
   * @return empty if the teacher is not confident enough
   */
  Optional<List<String>> cells(Predictions given, int row) {
    List<String> cells = new ArrayList<>();
    cells.add(Long.toString(given.first() + row));
    for (float value : read(given.batch().inputs(), row)) {
      cells.add(text(value));
    }
    texts.forEach(column -> cells.add(given.cell(row, column)));
    double confidence = 1;
    for (Map.Entry<Head, TeacherOutput> entry : heads.entrySet()) {
      Head head = entry.getKey();
      float[] outputs = read(given.outputs().get(head.name()), row);
      requireFinite(outputs, entry.getValue(), head);
      if (head.task().hasLabels()) {
        inUnits(head, outputs);
      }
      double[] values = values(entry.getValue(), head, outputs);
      confidence = Math.min(confidence, confidence(head, values));
      cells.addAll(labels(head, values, Optional.ofNullable(given.labels().get(head.name())), row));
      for (float value : outputs) {
        cells.add(text(value));
      }
    }
    // As 32-bit numbers, as the outputs of teachers are: 0.7 is not below 0.7.
    return threshold.isPresent() && (float) confidence < threshold.get().floatValue()
        ? Optional.empty()
        : Optional.of(cells);
  }

  private static float[] read(Tensor tensor, int row) {
    float[] values = new float[tensor.shape().elements() / tensor.shape().extent(0)];
    tensor.read(row * values.length, values);
    return values;
  }

  /** Values as the data have them, not on the scale on which they were learned. */
  private static float[] inUnits(Head head, float[] values) {
    List<Standardization> scales = head.task().scales();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) scales.get(i).invert(values[i]);
    }
    return values;
  }

  private static void requireFinite(float[] row, TeacherOutput output, Head head) {
    for (float value : row) {
      boolean impossible =
          output.kind() == TargetKind.LOG_PROBABILITIES && value == Float.NEGATIVE_INFINITY;
      if (!Float.isFinite(value) && !impossible) {
        throw new RetortException(
            ErrorKind.DATA,
            "The teacher has given "
                + value
                + " for the head '"
                + head.name()
                + "'; is it trained, and are the inputs like those of its training?");
      }
    }
  }

  /** Probabilities, or values. */
  private static double[] values(TeacherOutput output, Head head, float[] row) {
    double[] given = new double[row.length];
    Arrays.setAll(given, i -> row[i]);
    return switch (output.kind()) {
      case LOGITS, MULTI_LABEL_LOGITS -> head.task().outputActivation().apply(given);
      case LOG_PROBABILITIES -> Arrays.stream(given).map(Math::exp).toArray();
      case PROBABILITIES, MULTI_LABEL_PROBABILITIES, VALUES -> given;
      default -> throw new IllegalStateException("No head of a teacher gives " + output.kind());
    };
  }

  /** The highest probability; of labels that of the least sure decision. */
  private static double confidence(Head head, double[] values) {
    DoubleStream each = Arrays.stream(values);
    return head.task()
        .match(
            classes -> each.reduce(0, Math::max),
            labels -> each.map(p -> Math.max(p, 1 - p)).reduce(1, Math::min),
            numbers -> 1.0,
            embedding -> 1.0);
  }

  /** The true labels, or the teacher's decisions. */
  private static List<String> labels(
      Head head, double[] given, Optional<Target.GroundTruth> truth, int row) {
    return truth
        .map(
            known ->
                known.match(
                    classes -> List.of(head.task().names().get(classes.labels()[row])),
                    multi -> cells(read(multi.values(), row, given.length)),
                    values -> cells(inUnits(head, read(values.values(), row, given.length)))))
        .orElseGet(() -> decisions(head, given));
  }

  private static float[] read(Tensor values, int row, int width) {
    float[] read = new float[width];
    values.read(row * width, read);
    return read;
  }

  private static List<String> decisions(Head head, double[] values) {
    return head.task()
        .match(
            classes -> List.of(classes.names().get(mostLikely(values))),
            labels -> cells(values, probability -> probability >= 0.5 ? 1 : 0),
            numbers -> cells(values, value -> value),
            embedding -> List.of());
  }

  private static List<String> cells(double[] values, DoubleUnaryOperator decision) {
    return Arrays.stream(values)
        .mapToObj(value -> text((float) decision.applyAsDouble(value)))
        .toList();
  }

  private static List<String> cells(float[] labels) {
    List<String> cells = new ArrayList<>();
    for (float label : labels) {
      cells.add(text(label));
    }
    return cells;
  }

  private static int mostLikely(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The shortest text that is read as the same number. */
  private static String text(float value) {
    if (value == Float.NEGATIVE_INFINITY) {
      return "-inf";
    }
    return value == (int) value ? Integer.toString((int) value) : Float.toString(value);
  }
}
