package io.retort.runtime.experiment.outputs;

import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.data.Samples;
import io.retort.core.teacher.OutputRows;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Ends the run between two batches that a teacher is asked for, if that was requested: all samples
 * may take it hours.
 *
 * @param store keeps the outputs
 * @param checkpoints knows whether the run is to end
 */
public record StoppableOutputs(OutputStore store, CheckpointStore checkpoints)
    implements OutputStore {

  @Override
  public Optional<OutputRows> open(TeacherOutput output, Samples samples) {
    return store.open(output, samples).map(rows -> new Rows(rows, checkpoints));
  }

  @Override
  public TeacherOutput given(TeacherOutput output) {
    return store.given(output);
  }

  private record Rows(OutputRows rows, CheckpointStore checkpoints) implements OutputRows {

    @Override
    public boolean contains(int sample) {
      return rows.contains(sample);
    }

    @Override
    public boolean lasting() {
      return rows.lasting();
    }

    @Override
    public void refresh() {
      rows.refresh();
    }

    @Override
    public void put(int[] samples, Tensor values) {
      rows.put(samples, values);
      checkpoints.checkStop();
    }

    @Override
    public void get(int sample, FloatBuffer destination, int index) {
      rows.get(sample, destination, index);
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
