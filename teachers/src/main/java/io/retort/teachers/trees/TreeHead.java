package io.retort.teachers.trees;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.teacher.OutputOrder;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.teachers.trees.TreeObjective.Form;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * What a model's sums say of a head.
 *
 * @param head the head
 * @param objective what the sums are
 * @param places for each of the head's classes, labels or values its place in the model's order
 */
record TreeHead(Head head, TreeObjective objective, List<Integer> places) {

  /**
   * Finds out what they say.
   *
   * @param file the model's file, for messages
   * @param names the classes, labels or values in the model's order; empty if that is the data's
   * @throws RetortException if the model was trained for another task
   */
  static TreeHead of(Path file, TreeModel model, Head head, List<String> names) {
    if (!head.task().hasLabels()) {
      throw head.noLabelsToLearnFrom();
    }
    if (!fits(head.task(), model.objective().form(), model.outputs())) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + file
              + " was trained for "
              + Echo.quoted(model.objective().name())
              + ", which predicts "
              + model.objective().form().predicts()
              + ", with "
              + model.outputs()
              + (model.outputs() == 1 ? " output" : " outputs")
              + ", but the head '"
              + head.name()
              + "' of the data has "
              + head.task().outputs()
              + " "
              + head.task().noun()
              + "; name a model of the same task");
    }
    return new TreeHead(
        head,
        model.objective(),
        OutputOrder.places(head, names.isEmpty() ? numbered(head) : names));
  }

  private static boolean fits(Task task, Form form, int outputs) {
    return task.match(
        classes ->
            switch (form) {
              case LOGITS, SHARES -> task.outputs() == 2 && outputs == 1;
              case SOFTMAX, ONE_VERSUS_ALL -> outputs == task.outputs();
              case VALUES -> false;
            },
        labels ->
            switch (form) {
              case LOGITS, SHARES, ONE_VERSUS_ALL -> outputs == task.outputs();
              case SOFTMAX, VALUES -> false;
            },
        values ->
            switch (form) {
              case VALUES, SHARES -> outputs == task.outputs();
              case LOGITS, SOFTMAX, ONE_VERSUS_ALL -> false;
            },
        embedding -> false);
  }

  /** These libraries number classes: where the data has numbers as well, they are the same. */
  private static List<String> numbered(Head head) {
    List<String> numbers =
        IntStream.range(0, head.task().outputs()).mapToObj(Integer::toString).toList();
    boolean same = new TreeSet<>(numbers).equals(new TreeSet<>(head.task().names()));
    return same && head.task() instanceof Task.SingleLabel ? numbers : List.of();
  }

  TeacherOutput description() {
    return new TeacherOutput(head.name(), head.task().networkOutputKind(), Shape.of(places.size()));
  }

  /** Brings the sums of a row into the form of the data: logits, or values in its scale. */
  float[] convert(double[] sums) {
    return head.task()
        .match(
            classes -> classes(sums),
            labels -> row(sums, this::logit),
            values -> values.fromUnits().apply(row(sums, objective.value())),
            embedding -> {
              throw head.noLabelsToLearnFrom();
            });
  }

  private float[] classes(double[] sums) {
    if (sums.length == 1) {
      // The logit of the second class, as against 0 for the first one.
      float second = (float) logit(sums[0]);
      return places.get(1) == 1 ? new float[] {0, second} : new float[] {second, 0};
    }
    // Softmax of log p is p, divided by the sum over the classes.
    return objective.form() == Form.ONE_VERSUS_ALL
        ? row(sums, sum -> -softplus(-logit(sum)))
        : row(sums, this::logit);
  }

  private double logit(double sum) {
    return objective.factor() * sum;
  }

  private float[] row(double[] sums, DoubleUnaryOperator output) {
    float[] row = new float[places.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) output.applyAsDouble(sums[places.get(i)]);
    }
    return row;
  }

  /** Without overflow: log(1 + exp(x)). */
  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
