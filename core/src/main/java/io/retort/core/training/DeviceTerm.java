package io.retort.core.training;

import io.retort.core.backend.LossKernel;
import io.retort.core.loss.LossFormula;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * The evaluations of a term by a kernel, whose figures stay where the backend computes until they
 * are asked for: a training reads them at the end of an epoch, or when there is room for no more.
 */
final class DeviceTerm implements AutoCloseable {
  /** How many evaluations are kept: enough for reading them to cost nothing. */
  private static final int ROOM = 256;

  private final LossKernel kernel;

  /** Two numbers for each evaluation that is kept, and for one that is not. */
  private final Vector figures;

  private final List<Evaluated> kept = new ArrayList<>();

  /**
   * A term.
   *
   * @param kernel closed by the caller
   * @param figures a vector of {@link #length} numbers where the kernel computes
   */
  DeviceTerm(LossKernel kernel, Vector figures) {
    this.kernel = kernel;
    this.figures = figures;
  }

  static int length() {
    return 2 * (ROOM + 1);
  }

  /**
   * An evaluation.
   *
   * @param step the step
   * @param value the mean, without the term's weight; NaN before it is known
   * @param norm that of the weighted gradient
   */
  record Evaluated(StepContext step, double value, double norm) {}

  boolean isFull() {
    return kept.size() == ROOM;
  }

  /**
   * Evaluates a batch.
   *
   * @param keep whether the figures are kept
   * @return where they are
   */
  int evaluate(
      LossKernel.Rows rows,
      LossFormula formula,
      double weight,
      DeviceTensor gradient,
      StepContext step,
      boolean keep) {
    int at = 2 * (keep ? kept.size() : ROOM);
    kernel.evaluate(rows, formula.numbers(), weight, new LossKernel.Result(gradient, figures, at));
    if (keep) {
      kept.add(new Evaluated(step, Double.NaN, Double.NaN));
    }
    return at;
  }

  /** Waits for the figures of one evaluation: value and norm. */
  float[] read(int at) {
    float[] both = new float[2];
    figures.slice(at, 2).read(0, both);
    return both;
  }

  /** Waits for the figures of all evaluations that were kept, and forgets them. */
  List<Evaluated> take() {
    if (kept.isEmpty()) {
      return List.of();
    }
    float[] all = new float[2 * kept.size()];
    figures.slice(0, all.length).read(0, all);
    List<Evaluated> taken = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      taken.add(new Evaluated(kept.get(i).step(), all[2 * i], all[2 * i + 1]));
    }
    kept.clear();
    return taken;
  }

  @Override
  public void close() {
    figures.close();
  }
}
