package io.retort.runtime.experiment.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Dataset;
import io.retort.core.data.RawRows;
import io.retort.core.data.SampleStream;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands for the training samples of data without labels: some of its samples, on which a
 * teacher that is trained already can be tried. They are read when they are first asked for.
 */
final class UnlabelledSamples implements Samples {
  private static final int MOST_SAMPLES = 256;
  private static final int MOST_VALUES = 1 << 24;

  private final Dataset dataset;
  private Beginning beginning;

  UnlabelledSamples(Dataset dataset) {
    this.dataset = dataset;
  }

  /** The first samples, and their rows if they are from a table. */
  private record Beginning(float[] inputs, int size, Optional<List<Map<String, Object>>> rows) {

    static Beginning of(Dataset dataset) {
      int width = dataset.inputShape().elements();
      int most = Math.max(1, Math.min(MOST_SAMPLES, MOST_VALUES / width));
      try (SampleStream stream = dataset.unlabelled().orElseThrow(UnlabelledSamples::noSamples);
          Tensor inputs = Tensor.allocate(dataset.inputShape().batch(most))) {
        int size = stream.read(inputs);
        if (size == 0) {
          throw noSamples();
        }
        float[] values = new float[size * width];
        inputs.read(0, values);
        return new Beginning(values, size, stream.rows().map(rows -> copy(rows, size)));
      }
    }

    private static List<Map<String, Object>> copy(RawRows rows, int size) {
      List<Map<String, Object>> copies = new ArrayList<>();
      for (int sample = 0; sample < size; sample++) {
        copies.add(Map.copyOf(rows.row(sample)));
      }
      return copies;
    }
  }

  private synchronized Beginning beginning() {
    if (beginning == null) {
      beginning = Beginning.of(dataset);
    }
    return beginning;
  }

  @Override
  public int size() {
    return beginning().size();
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    float[] values = beginning().inputs();
    int width = values.length / size();
    for (int i = 0; i < samples.length; i++) {
      int from = samples[i] * width;
      destination.write(i * width, Arrays.copyOfRange(values, from, from + width));
    }
  }

  @Override
  public Optional<RawRows> rows() {
    return beginning().rows().map(rows -> rows::get);
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    throw noLabels();
  }

  /** These are not all samples that there are, as who counts them would take them for. */
  @Override
  public Samples origin() {
    throw noLabels();
  }

  private static RetortException noLabels() {
    return new RetortException(
        ErrorKind.DATA,
        "The data has no samples with labels; use a teacher that is trained already, such as one of"
            + " the kind 'saved', or name the labels in the configuration of the data");
  }

  private static RetortException noSamples() {
    return new RetortException(
        ErrorKind.DATA, "The data has no samples at all; name data that has some");
  }
}
