package io.retort.spark;

import io.retort.serving.Prediction;
import io.retort.serving.Student;
import java.io.Serial;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.util.TaskCompletionListener;

/** Predicts one sample, for SQL. Spark gives each task a copy of its own. */
final class SampleFunction implements UDF1<Object, Row> {
  @Serial private static final long serialVersionUID = 1;

  private final ShippedStudent shipped;
  private final HeadColumns columns;

  /** Taken for the first row of a task. */
  private transient ModelCache.Lease<Student> lease;

  private transient RawSample sample;

  SampleFunction(ShippedStudent shipped, HeadColumns columns) {
    this.shipped = shipped;
    this.columns = columns;
  }

  @Override
  public synchronized Row call(Object given) {
    try {
      Student student = student();
      List<float[]> inputs = List.of(sample.prepare(given));
      List<Row> heads =
          Prediction.of(student.heads(), student.predictHeads(inputs), 0).stream()
              .map(each -> RowFactory.create(columns.cells(each).toArray()))
              .toList();
      return heads.size() == 1 ? heads.get(0) : RowFactory.create(heads.toArray());
    } finally {
      if (TaskContext.get() == null) {
        // The driver evaluates expressions of few constant rows by itself.
        release();
      }
    }
  }

  private Student student() {
    if (lease == null) {
      lease = shipped.take();
      sample = new RawSample(lease.model());
      TaskContext task = TaskContext.get();
      if (task != null) {
        task.addTaskCompletionListener((TaskCompletionListener) ended -> release());
      }
    }
    return lease.model();
  }

  private synchronized void release() {
    if (lease != null) {
      lease.close();
      lease = null;
      sample = null;
    }
  }
}
