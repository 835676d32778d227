package io.retort.backends.cpu.dl4j.samediff;

import io.retort.backends.cpu.dl4j.nd4j.NativeValues;
import io.retort.core.loss.TargetKind;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The expression of a loss for one kind of target and shape of rows, with its derivative, for
 * batches of any size. It is used by one thread at a time.
 */
final class ExpressionGraph {
  private static final String STUDENT = "student";
  private static final String TARGET = "target";
  private static final String LABELS = "labels";
  private static final String LOSS = "loss";

  private final SameDiff graph = SameDiff.create();
  private final SessionMemory memory = new SessionMemory();
  private final InferenceSession session;
  private final String rows;

  ExpressionGraph(
      TargetKind kind,
      Shape student,
      Shape target,
      Function<ComparedVariables, SDVariable> expression) {
    boolean labelled = kind == TargetKind.LABELLED_LOGITS || kind == TargetKind.LABELLED_VALUES;
    SDVariable loss =
        expression.apply(
            new ComparedVariables(
                graph,
                kind,
                placeholder(STUDENT, student),
                placeholder(TARGET, target),
                labelled ? Optional.of(placeholder(LABELS, target)) : Optional.empty()));
    // The mean is taken here, so that no loss can forget it.
    loss.mean().rename(LOSS);
    graph.setLossVariables(LOSS);
    graph.createGradFunction(STUDENT);
    this.session = new InferenceSession(graph.getFunction("grad"));
    session.setMmgr(memory);
    this.rows = loss.name();
  }

  private SDVariable placeholder(String name, Shape row) {
    long[] extents = NativeValues.extents(row.batch(1));
    extents[0] = -1;
    return graph.placeHolder(name, DataType.DOUBLE, extents);
  }

  /**
   * The mean over the batch and its derivative.
   *
   * @param labels classes as rows of 0 and 1, or numbers
   */
  double evaluate(Tensor student, Values target, Optional<Values> labels, Tensor gradient) {
    Map<String, INDArray> given = new HashMap<>();
    given.put(STUDENT, NativeValues.copy(student, DataType.DOUBLE));
    given.put(TARGET, target.array());
    labels.ifPresent(values -> given.put(LABELS, values.array()));
    // SameDiff has a session for each thread that it has ever seen; this one moves with its graph.
    Map<Long, InferenceSession> sessions = graph.getFunction("grad").getSessions();
    sessions.clear();
    sessions.put(Thread.currentThread().getId(), session);
    try {
      OutAndGrad result =
          graph.calculateGradientsAndOutputs(given, List.of(LOSS, rows), List.of(STUDENT));
      check(result.getOutputs().get(rows), student.shape().extent(0));
      NativeValues.copy(result.getGradients().get(STUDENT), gradient);
      return result.getOutputs().get(LOSS).getDouble(0);
    } finally {
      memory.close();
      given.values().forEach(ExpressionGraph::free);
    }
  }

  private static void check(INDArray rows, int batch) {
    if (rows.rank() != 1 || rows.length() != batch) {
      throw new IllegalStateException(
          "The expression has the shape "
              + Arrays.toString(rows.shape())
              + " instead of one number for each of the "
              + batch
              + " rows; sum or average over all axes but the first");
    }
  }

  private static void free(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }

  /** What an array is filled with. */
  interface Values {

    /** A new array of 64-bit numbers. */
    INDArray array();

    static Values of(Tensor tensor) {
      return () -> NativeValues.copy(tensor, DataType.DOUBLE);
    }

    /** A row of 0 with 1 at the class. */
    static Values of(int[] labels, int classes) {
      return () -> {
        INDArray rows = Nd4j.zeros(DataType.DOUBLE, labels.length, classes);
        for (int row = 0; row < labels.length; row++) {
          rows.putScalar(row, labels[row], 1);
        }
        return rows;
      };
    }
  }
}
