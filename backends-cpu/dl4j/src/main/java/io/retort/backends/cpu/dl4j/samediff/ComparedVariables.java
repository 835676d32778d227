package io.retort.backends.cpu.dl4j.samediff;

import io.retort.core.loss.TargetKind;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * What a loss compares, as variables of a graph, all of 64 bits.
 *
 * @param graph the graph, for constants and operations
 * @param kind the kind of target
 * @param student the student's output, {@code [batch, …]}
 * @param target what it is compared with, {@code [batch, …]}; for {@link TargetKind#CLASSES} 1 at
 *     the true class and 0 elsewhere
 * @param labels the true labels beside a teacher's outputs, for {@link TargetKind#LABELLED_LOGITS}
 *     1 at the true class and 0 elsewhere, for {@link TargetKind#LABELLED_VALUES} the true numbers;
 *     otherwise empty
 */
public record ComparedVariables(
    SameDiff graph,
    TargetKind kind,
    SDVariable student,
    SDVariable target,
    Optional<SDVariable> labels) {

  /**
   * The logarithms of the softmax of logits, which stay finite at any distance between logits.
   * ND4J's own {@code logSoftmax} does not.
   *
   * @param logits {@code [batch, classes]}
   * @return of the same shape
   */
  public SDVariable logSoftmax(SDVariable logits) {
    SDVariable below = logits.sub(logits.max(true, 1));
    return below.sub(graph.math().log(graph.math().exp(below).sum(true, 1)));
  }
}
