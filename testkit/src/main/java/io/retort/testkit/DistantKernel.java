package io.retort.testkit;

import io.retort.core.backend.LossKernel;
import io.retort.core.loss.LossFormula;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Vector;
import java.util.List;

/** A loss where a distant backend computes: its program in double precision, row after row. */
final class DistantKernel implements LossKernel {
  private final LossProgram program;

  DistantKernel(LossProgram program) {
    this.program = program;
  }

  @Override
  public void evaluate(Rows rows, double[] numbers, double weight, Result result) {
    int batch = rows.student().shape().extent(0);
    int width = rows.student().shape().elements() / batch;
    ReferenceLoss loss = ReferenceLoss.of(new LossFormula(program, numbers));
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < batch; row++) {
      float[] slopes = new float[width];
      int at = row;
      if (rows.chosen().map(chosen -> values(chosen, at, 1)[0] != 0).orElse(true)) {
        List<float[]> targets =
            rows.targets().stream().map(target -> values(target, at * width, width)).toList();
        int label = rows.classes().map(classes -> (int) values(classes, at, 1)[0]).orElse(-1);
        ReferenceLoss.RowResult found =
            loss.row(values(rows.student().values(), row * width, width), targets, label);
        sum += found.value();
        for (int i = 0; i < width; i++) {
          slopes[i] = (float) (weight / rows.count() * found.gradient()[i]);
          squares += (double) slopes[i] * slopes[i];
        }
      }
      memory(result.gradient().values()).write(row * width, slopes);
    }
    memory(result.figures())
        .write(result.at(), new float[] {(float) (sum / rows.count()), (float) Math.sqrt(squares)});
  }

  private static float[] values(Vector vector, int offset, int length) {
    float[] values = new float[length];
    memory(vector).read(offset, values);
    return values;
  }

  /** Where the values are, which is not a copy. */
  private static Vector memory(Vector vector) {
    return ((DistantVector) vector).memory();
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
