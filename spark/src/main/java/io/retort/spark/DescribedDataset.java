package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.Head;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.data.Signature;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set of which only the description is here, and some samples on which teachers are tried.
 *
 * @param signature what is known of the data
 * @param inputShape of the prepared samples
 * @param examples the cells of some rows
 */
record DescribedDataset(Signature signature, Shape inputShape, List<Map<String, Object>> examples)
    implements Dataset {

  @Override
  public List<Head> heads() {
    return signature.heads();
  }

  @Override
  public InputPreparation preparation() {
    return signature.preparation();
  }

  @Override
  public boolean labelled() {
    return false;
  }

  @Override
  public Samples train() {
    throw new RetortException(
        ErrorKind.CONFIGURATION,
        "On Spark, a teacher must be trained already; train it in an experiment, and name what"
            + " that has saved, as in teacher: {kind: saved, folder: runs/NAME/TIME/teacher}");
  }

  @Override
  public Optional<Samples> test() {
    return Optional.empty();
  }

  @Override
  public Optional<SampleStream> unlabelled() {
    return Optional.of(new Examples(new PreparedRows(signature.preparation()).prepare(examples)));
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  private static final class Examples implements SampleStream {
    private final PreparedRows.Prepared rows;
    private boolean read;

    Examples(PreparedRows.Prepared rows) {
      this.rows = rows;
    }

    @Override
    public int read(Tensor destination) {
      int count = read ? 0 : Math.min(rows.size(), destination.shape().extent(0));
      read = true;
      for (int i = 0; i < count; i++) {
        destination.write(i * rows.inputs().get(i).length, rows.inputs().get(i));
      }
      return count;
    }

    @Override
    public Optional<RawRows> rows() {
      return Optional.of(rows.cells()::get);
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
