package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.serving.Prediction;
import io.retort.serving.Student;
import java.io.Serial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** Adds a student's predictions to the rows of a partition, some hundred at a time. */
final class PartitionPredictions implements MapPartitionsFunction<Row, Row> {
  @Serial private static final long serialVersionUID = 1;

  /** Rows that are predicted together, as {@code ./retort predict} does. */
  private static final int BATCH = 256;

  private final ShippedStudent shipped;
  private final int input;
  private final HeadColumns[] columns;
  private final boolean skipping;

  /**
   * The predictions for all partitions.
   *
   * @param input the number of the column that is the sample, from 0; -1 if the row is
   * @param columns what is added for each head
   * @param skipping whether rows that cannot be prepared or predicted are left out
   */
  PartitionPredictions(
      ShippedStudent shipped, int input, List<HeadColumns> columns, boolean skipping) {
    this.shipped = shipped;
    this.input = input;
    this.columns = columns.toArray(HeadColumns[]::new);
    this.skipping = skipping;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    ModelCache.Lease<Student> lease = shipped.take();
    TaskContext task = TaskContext.get();
    if (task != null) {
      // Also where a task ends early, as it does behind LIMIT.
      task.addTaskCompletionListener((TaskCompletionListener) ended -> lease.close());
    }
    return new Predicted(rows, lease.model(), task == null ? 0 : task.partitionId());
  }

  /** The rows with their predictions, read as they are asked for. */
  private final class Predicted implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Student student;
    private final RawSample sample;
    private final int partition;
    private final Deque<Row> ready = new ArrayDeque<>();
    private long read;

    Predicted(Iterator<Row> rows, Student student, int partition) {
      this.rows = rows;
      this.student = student;
      this.sample = new RawSample(student);
      this.partition = partition;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        predict();
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void predict() {
      List<Row> batch = new ArrayList<>(BATCH);
      List<float[]> inputs = new ArrayList<>(BATCH);
      List<Long> places = new ArrayList<>(BATCH);
      while (batch.size() < BATCH && rows.hasNext()) {
        Row row = rows.next();
        long place = read++;
        try {
          inputs.add(sample.prepare(input < 0 ? row : row.get(input)));
          batch.add(row);
          places.add(place);
        } catch (RetortException | IllegalArgumentException refusal) {
          refuse(place, refusal);
        }
      }
      if (batch.isEmpty()) {
        return;
      }
      try {
        add(batch, student.predictHeads(inputs));
      } catch (RetortException | IllegalArgumentException refusal) {
        // Which row it was shows when each is predicted by itself.
        for (int i = 0; i < batch.size(); i++) {
          predict(batch.get(i), inputs.get(i), places.get(i));
        }
      }
    }

    private void predict(Row row, float[] values, long place) {
      try {
        add(List.of(row), student.predictHeads(List.of(values)));
      } catch (RetortException | IllegalArgumentException refusal) {
        refuse(place, refusal);
      }
    }

    private void refuse(long place, RuntimeException refusal) {
      if (!skipping) {
        throw new RetortException(
            ErrorKind.DATA,
            "Row "
                + place
                + " of partition "
                + partition
                + ", both counted from 0: "
                + refusal.getMessage(),
            refusal);
      }
    }

    private void add(List<Row> batch, Map<String, List<float[]>> outputs) {
      for (int i = 0; i < batch.size(); i++) {
        Row row = batch.get(i);
        List<Object> cells = new ArrayList<>(row.size() + 3 * columns.length);
        for (int j = 0; j < row.size(); j++) {
          cells.add(row.get(j));
        }
        List<Prediction> predictions = Prediction.of(student.heads(), outputs, i);
        for (int j = 0; j < columns.length; j++) {
          cells.addAll(columns[j].cells(predictions.get(j)));
        }
        ready.add(RowFactory.create(cells.toArray()));
      }
    }
  }
}
