package io.retort.spark;

import io.retort.core.data.Task;
import io.retort.serving.Prediction;
import io.retort.serving.StudentHead;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The columns of what a head predicts: of classes the number of the most likely one, the
 * probabilities and the name; of labels which are set, as ones and zeros, the probabilities and the
 * names; of values these alone.
 */
final class HeadColumns implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** What several numbers are. */
  enum Numbers {
    /** A vector of Spark ML, for other stages of a pipeline. */
    VECTOR,
    /** An array, for expressions in SQL. */
    ARRAY
  }

  /**
   * The names of columns.
   *
   * @param prediction the number of a class, or values
   * @param probability the probabilities of classes or labels
   * @param label the names of the class or the labels
   */
  record Names(String prediction, String probability, String label) implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    /** The names for one of several heads. */
    Names of(String head) {
      return new Names(prediction + "_" + head, probability + "_" + head, label + "_" + head);
    }
  }

  private final Names names;
  private final Numbers numbers;

  HeadColumns(Names names, Numbers numbers) {
    this.names = names;
    this.numbers = numbers;
  }

  /** The columns of a head, in the order of {@link #cells}. */
  List<StructField> fields(Task task) {
    DataType several =
        numbers == Numbers.VECTOR
            ? SQLDataTypes.VectorType()
            : DataTypes.createArrayType(DataTypes.DoubleType, false);
    return task.match(
        classes ->
            List.of(
                field(names.prediction(), DataTypes.DoubleType),
                field(names.probability(), several),
                field(names.label(), DataTypes.StringType)),
        labels ->
            List.of(
                field(names.prediction(), several),
                field(names.probability(), several),
                field(names.label(), DataTypes.createArrayType(DataTypes.StringType, false))),
        values ->
            List.of(
                field(
                    names.prediction(),
                    values.names().size() == 1 ? DataTypes.DoubleType : several)),
        embedding -> List.of(field(names.prediction(), several)));
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  /** The cells of a sample. */
  List<Object> cells(Prediction given) {
    StudentHead head = given.head();
    return head.task()
        .match(
            classes ->
                List.of(
                    (double) head.names().indexOf(given.mostLikely()),
                    numbers(given.values()),
                    given.mostLikely()),
            labels -> {
              List<Integer> set =
                  IntStream.range(0, given.values().length).filter(given::isSet).boxed().toList();
              float[] flags = new float[given.values().length];
              set.forEach(label -> flags[label] = 1);
              return List.of(
                  numbers(flags),
                  numbers(given.values()),
                  set.stream().map(head.names()::get).toArray(String[]::new));
            },
            values ->
                List.of(
                    given.values().length == 1
                        ? (double) given.values()[0]
                        : numbers(given.values())),
            embedding -> List.of(numbers(given.values())));
  }

  private Object numbers(float[] values) {
    double[] exact = new double[values.length];
    Arrays.setAll(exact, i -> values[i]);
    if (numbers == Numbers.VECTOR) {
      return Vectors.dense(exact);
    }
    return exact;
  }

  /** The columns of several heads, each with names of its own. */
  static List<HeadColumns> of(List<StudentHead> heads, Names names, Numbers numbers) {
    List<HeadColumns> columns = new ArrayList<>();
    Optional<StudentHead> only = heads.size() == 1 ? Optional.of(heads.get(0)) : Optional.empty();
    for (StudentHead head : heads) {
      columns.add(new HeadColumns(only.isPresent() ? names : names.of(head.name()), numbers));
    }
    return columns;
  }
}
