package io.retort.spark;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.io.Serial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** Adds a teacher's outputs to the rows of a partition. */
final class PartitionLabels implements MapPartitionsFunction<Row, Row> {
  @Serial private static final long serialVersionUID = 1;

  private final String hash;
  private final Broadcast<ShippedTeacher> shipped;
  private final LabelSettings settings;

  PartitionLabels(String hash, Broadcast<ShippedTeacher> shipped, LabelSettings settings) {
    this.hash = hash;
    this.shipped = shipped;
    this.settings = settings;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    ModelCache.Lease<LoadedTeacher> lease = LoadedTeacher.take(hash, shipped::value);
    TaskContext task = TaskContext.get();
    task.addTaskCompletionListener((TaskCompletionListener) ended -> lease.close());
    return new Labelled(rows, lease.model(), task.partitionId());
  }

  /** The rows with their labels, read as they are asked for. */
  private final class Labelled implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final LoadedTeacher teacher;
    private final int partition;
    private final TeacherColumns columns;
    private final PreparedRows prepared;
    private final RowCells cells;
    private final Deque<Row> ready = new ArrayDeque<>();
    private long read;

    Labelled(Iterator<Row> rows, LoadedTeacher teacher, int partition) {
      this.rows = rows;
      this.teacher = teacher;
      this.partition = partition;
      this.columns = settings.columns(teacher);
      this.prepared = new PreparedRows(teacher.signature().preparation());
      this.cells = new RowCells(prepared.columns());
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        label();
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

    private void label() {
      List<Row> batch = new ArrayList<>(settings.batch());
      List<float[]> inputs = new ArrayList<>(settings.batch());
      List<Map<String, Object>> raw = new ArrayList<>(settings.batch());
      while (batch.size() < settings.batch() && rows.hasNext()) {
        Row row = rows.next();
        try {
          PreparedRows.Prepared one = prepared.prepare(List.of(new HashMap<>(cells.of(row))));
          inputs.add(one.inputs().get(0));
          raw.add(one.cells().get(0));
        } catch (RetortException | NumberFormatException refusal) {
          throw new RetortException(
              ErrorKind.DATA,
              "Row "
                  + read
                  + " of partition "
                  + partition
                  + ", both counted from 0: "
                  + refusal.getMessage(),
              refusal);
        }
        batch.add(row);
        read++;
      }
      List<List<float[]>> outputs = teacher.evaluate(new PreparedRows.Prepared(inputs, raw));
      for (int i = 0; i < batch.size(); i++) {
        Row row = batch.get(i);
        Optional<List<Object>> added = columns.cells(outputs.get(i));
        if (added.isPresent()) {
          List<Object> all = new ArrayList<>();
          for (int j = 0; j < row.size(); j++) {
            all.add(row.get(j));
          }
          all.addAll(added.get());
          ready.add(RowFactory.create(all.toArray()));
        }
      }
    }
  }
}
