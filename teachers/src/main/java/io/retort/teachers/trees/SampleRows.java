package io.retort.teachers.trees;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.RawRows;
import io.retort.core.data.Samples;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Samples as rows of a model's features.
 *
 * @param features the features, or none if the inputs are
 * @param single whether the model takes single precision
 */
record SampleRows(List<TreeFeature> features, boolean single) {

  /** Refuses samples without the cells that the model takes. */
  void require(Samples samples) {
    if (!features.isEmpty()) {
      cells(samples);
    }
  }

  private static RawRows cells(Samples samples) {
    return samples
        .rows()
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.DATA,
                    "The teacher takes the cells of a table as they are, but these samples have"
                        + " not kept them"));
  }

  /** The rows of a batch. */
  double[][] of(Batch batch) {
    double[][] rows = new double[batch.size()][];
    if (features.isEmpty()) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = inputs(batch.inputs(), i);
      }
    } else {
      RawRows cells = cells(batch.source());
      for (int i = 0; i < rows.length; i++) {
        rows[i] = row(cells.row(batch.samples()[i]));
      }
    }
    return rows;
  }

  private static double[] inputs(Tensor inputs, int sample) {
    float[] values = new float[inputs.shape().elements() / inputs.shape().extent(0)];
    inputs.read(sample * values.length, values);
    double[] row = new double[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = values[i];
    }
    return row;
  }

  private double[] row(Map<String, Object> cells) {
    double[] row = new double[features.size()];
    for (int i = 0; i < row.length; i++) {
      double value = features.get(i).value(cells.get(features.get(i).column()));
      row[i] = single ? (float) value : value;
    }
    return row;
  }
}
