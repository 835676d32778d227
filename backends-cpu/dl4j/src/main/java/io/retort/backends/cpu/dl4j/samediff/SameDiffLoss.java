package io.retort.backends.cpu.dl4j.samediff;

import io.retort.backends.cpu.dl4j.nd4j.Nd4jLibrary;
import io.retort.backends.cpu.dl4j.samediff.ExpressionGraph.Values;
import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A loss without calculus: a subclass says the loss of each row as an expression over ND4J's
 * SameDiff; its derivative, the mean over the batch, the checks of shapes and labels and all memory
 * are taken care of here. The arithmetic is in 64 bits.
 *
 * <pre>{@code
 * final class SquaredError extends SameDiffLoss {
 *   SquaredError() {
 *     super(Set.of(TargetKind.VALUES, TargetKind.LOGITS));
 *   }
 *
 *   protected SDVariable rows(ComparedVariables compared) {
 *     SDVariable distance = compared.student().sub(compared.target());
 *     return distance.mul(distance).mean(1);
 *   }
 * }
 * }</pre>
 *
 * <p>What it costs: an evaluation of 128x10 logits takes 0.7 to 2 ms instead of 4 to 15 µs for the
 * same loss as a loop, and 5 to 12 times as long as the loop for large outputs (medians on two busy
 * cores, in the README of {@code benchmarks}). That is for trying a loss out, and for losses on
 * features of networks whose steps take longer.
 *
 * <p>The graph is built once for each kind of target and shape of rows. A subclass is immutable; it
 * may be used from several threads, each of which gets a graph of its own.
 */
public abstract class SameDiffLoss implements Loss {
  private final Set<TargetKind> accepted;

  /** The graphs that no thread uses now. */
  private final Map<Form, Queue<ExpressionGraph>> graphs = new ConcurrentHashMap<>();

  /** What a graph is built for. */
  private record Form(TargetKind kind, Shape student, Shape target) {}

  /**
   * A loss.
   *
   * @param accepted the kinds of target that it can compare with, at least one
   */
  protected SameDiffLoss(Set<TargetKind> accepted) {
    if (accepted.isEmpty()) {
      throw new IllegalArgumentException("A loss accepts at least one kind of target");
    }
    this.accepted = Set.copyOf(accepted);
  }

  /**
   * The loss of each row. Called once for each form of what is compared, and never with numbers.
   *
   * @param compared the variables
   * @return a variable of shape {@code [batch]}
   */
  protected abstract SDVariable rows(ComparedVariables compared);

  /**
   * Checks that a student's output can be compared with a target. Override it for losses that
   * compare features of different shapes.
   *
   * @param student the shape of a row of the student's output
   * @param target the shape of a row of the target
   * @throws IllegalArgumentException if not; unless overridden, if they differ
   */
  protected void check(Shape student, Shape target) {
    if (!student.equals(target)) {
      throw new IllegalArgumentException(
          "A row of the target has the shape "
              + target
              + ", but a row of the student's output has "
              + student);
    }
  }

  @Override
  public final Set<TargetKind> accepts() {
    return accepted;
  }

  @Override
  public final double evaluate(Tensor student, Target target, Tensor gradient) {
    if (!accepted.contains(target.kind())) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + " compares with "
              + accepted
              + ", not with "
              + target.kind());
    }
    if (!gradient.shape().equals(student.shape())) {
      throw new IllegalArgumentException(
          "The gradient has the shape "
              + gradient.shape()
              + ", but the student's output has "
              + student.shape());
    }
    Shape row = student.shape().sample();
    Values values;
    Shape targetRow = row;
    if (target instanceof Target.Numbers numbers) {
      requireRows(numbers.values().shape().extent(0), student);
      targetRow = numbers.values().shape().sample();
      check(row, targetRow);
      values = Values.of(numbers.values());
    } else {
      values = classes(((Target.Classes) target).labels(), student);
    }
    Form form = new Form(target.kind(), row, targetRow);
    Queue<ExpressionGraph> idle =
        graphs.computeIfAbsent(form, key -> new ConcurrentLinkedQueue<>());
    ExpressionGraph graph = idle.poll();
    if (graph == null) {
      Nd4jLibrary.load();
      graph = new ExpressionGraph(form.kind(), form.student(), form.target(), this::rows);
    }
    double value = graph.evaluate(student, values, labels(target, student), gradient);
    idle.add(graph);
    return value;
  }

  /** What is true, beside what a teacher has said. */
  private static Optional<Values> labels(Target target, Tensor student) {
    return switch (target.kind()) {
      case LABELLED_LOGITS ->
          Optional.of(classes(((Target.LabelledLogits) target).labels(), student));
      case LABELLED_VALUES -> {
        Tensor labels = ((Target.LabelledValues) target).labels();
        requireRows(labels.shape().extent(0), student);
        yield Optional.of(Values.of(labels));
      }
      case CLASSES,
          MULTI_LABELS,
          VALUES,
          LOGITS,
          PROBABILITIES,
          LOG_PROBABILITIES,
          FEATURES,
          MULTI_LABEL_LOGITS,
          MULTI_LABEL_PROBABILITIES ->
          Optional.empty();
    };
  }

  private static Values classes(int[] labels, Tensor student) {
    requireRows(labels.length, student);
    if (student.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "The student's output has the shape "
              + student.shape()
              + " instead of [batch, classes]; compare a node with one value for each class");
    }
    int classes = student.shape().extent(1);
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "Row "
                + row
                + " of the batch has the label "
                + labels[row]
                + ", but the student's classes are 0 to "
                + (classes - 1));
      }
    }
    return Values.of(labels, classes);
  }

  private static void requireRows(int rows, Tensor student) {
    if (rows != student.shape().extent(0)) {
      throw new IllegalArgumentException(
          "The target has "
              + rows
              + " rows, but the student's output has the shape "
              + student.shape());
    }
  }
}
