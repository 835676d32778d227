package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Standardization;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.TeacherOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The columns that a labelling adds: for each head the class or the labels, and the teacher's
 * outputs in their own form, or the most likely classes.
 */
final class TeacherColumns {
  private final Map<Head, TeacherOutput> outputs;
  private final String prefix;
  private final Optional<Integer> top;
  private final Optional<Double> threshold;

  /**
   * The columns of a teacher.
   *
   * @param prefix what their names begin with
   * @param top how many classes are kept; all outputs if not given
   * @param threshold the confidence below which a row is left out
   */
  TeacherColumns(
      Map<Head, TeacherOutput> outputs,
      String prefix,
      Optional<Integer> top,
      Optional<Double> threshold) {
    this.outputs = outputs;
    this.prefix = prefix;
    this.top = top;
    this.threshold = threshold;
    if (outputs.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher has outputs for none of the heads of the data; use another teacher");
    }
    boolean probable =
        outputs.keySet().stream()
            .anyMatch(head -> head.task().outputActivation().givesProbabilities());
    if (!probable && (top.isPresent() || threshold.isPresent())) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          (top.isPresent() ? "top" : "threshold")
              + ": only classes and labels have probabilities, and the teacher predicts values;"
              + " leave it out");
    }
  }

  /** In the order of {@link #cells}. */
  List<StructField> fields() {
    List<StructField> fields = new ArrayList<>();
    outputs.forEach(
        (head, output) -> {
          String name = outputs.size() == 1 ? prefix : prefix + head.name() + "_";
          head.task()
              .match(
                  classes -> fields.add(field(name + "label", DataTypes.StringType)),
                  labels ->
                      fields.add(
                          field(
                              name + "labels",
                              DataTypes.createArrayType(DataTypes.StringType, false))),
                  values -> false,
                  embedding -> false);
          fields.add(
              isTop(head)
                  ? field(name + "top", DataTypes.createArrayType(topType(), false))
                  : field(
                      name + kind(output), DataTypes.createArrayType(DataTypes.FloatType, false)));
        });
    return fields;
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, false);
  }

  private static DataType topType() {
    return DataTypes.createStructType(
        List.of(field("class", DataTypes.StringType), field("probability", DataTypes.FloatType)));
  }

  private boolean isTop(Head head) {
    return top.isPresent() && head.task().outputActivation().givesProbabilities();
  }

  /** As in the files that {@code ./retort label} writes. */
  private static String kind(TeacherOutput output) {
    return switch (output.kind()) {
      case LOGITS, MULTI_LABEL_LOGITS -> "logit";
      case LOG_PROBABILITIES -> "log_probability";
      case PROBABILITIES, MULTI_LABEL_PROBABILITIES -> "probability";
      default -> "value";
    };
  }

  /**
   * The cells of a row.
   *
   * @param given what the teacher gives for each head
   * @return empty if the teacher is not confident enough
   */
  Optional<List<Object>> cells(List<float[]> given) {
    List<Object> cells = new ArrayList<>();
    double confidence = 1;
    int place = 0;
    for (Map.Entry<Head, TeacherOutput> entry : outputs.entrySet()) {
      Head head = entry.getKey();
      float[] values = given.get(place++);
      requireFinite(values, entry.getValue(), head);
      if (head.task().hasLabels()) {
        List<Standardization> scales = head.task().scales();
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) scales.get(i).invert(values[i]);
        }
      }
      double[] probabilities = probabilities(entry.getValue(), head, values);
      confidence = Math.min(confidence, confidence(head, probabilities));
      head.task()
          .match(
              classes -> cells.add(classes.names().get(order(probabilities).get(0))),
              labels ->
                  cells.add(
                      IntStream.range(0, probabilities.length)
                          .filter(label -> probabilities[label] >= 0.5)
                          .mapToObj(labels.names()::get)
                          .toArray(String[]::new)),
              numbers -> false,
              embedding -> false);
      cells.add(isTop(head) ? top(head, probabilities) : values);
    }
    // As 32-bit numbers, as the outputs of teachers are: 0.7 is not below 0.7.
    return threshold.isPresent() && (float) confidence < threshold.get().floatValue()
        ? Optional.empty()
        : Optional.of(cells);
  }

  private static void requireFinite(float[] values, TeacherOutput output, Head head) {
    for (float value : values) {
      boolean impossible =
          output.kind() == TargetKind.LOG_PROBABILITIES && value == Float.NEGATIVE_INFINITY;
      if (!Float.isFinite(value) && !impossible) {
        throw new RetortException(
            ErrorKind.DATA,
            "The teacher has given "
                + value
                + " for the head '"
                + head.name()
                + "'; is it trained, and are the rows like those of its training?");
      }
    }
  }

  private static double[] probabilities(TeacherOutput output, Head head, float[] values) {
    double[] given = new double[values.length];
    Arrays.setAll(given, i -> values[i]);
    return switch (output.kind()) {
      case LOGITS, MULTI_LABEL_LOGITS -> head.task().outputActivation().apply(given);
      case LOG_PROBABILITIES -> Arrays.stream(given).map(Math::exp).toArray();
      default -> given;
    };
  }

  private static double confidence(Head head, double[] probabilities) {
    return head.task()
        .match(
            classes -> Arrays.stream(probabilities).max().orElse(0),
            labels -> Arrays.stream(probabilities).map(p -> Math.max(p, 1 - p)).min().orElse(1),
            numbers -> 1.0,
            embedding -> 1.0);
  }

  /** The most likely first; of several with the same probability the first. */
  private static List<Integer> order(double[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
        .toList();
  }

  private Row[] top(Head head, double[] probabilities) {
    return order(probabilities).stream()
        .limit(top.orElseThrow())
        .map(i -> RowFactory.create(head.task().names().get(i), (float) probabilities[i]))
        .toArray(Row[]::new);
  }
}
