package io.retort.runtime.experiment.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Samples;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Tensor;

/** The labelled samples of data that has none. */
final class UnlabelledSamples implements Samples {

  @Override
  public int size() {
    throw noLabels();
  }

  @Override
  public void inputs(int[] samples, Tensor destination) {
    throw noLabels();
  }

  @Override
  public Target.GroundTruth labels(String head, int[] samples) {
    throw noLabels();
  }

  private static RetortException noLabels() {
    return new RetortException(
        ErrorKind.DATA,
        "The data has no samples with labels; use a teacher that is trained already, such as one of"
            + " the kind 'saved', or name the labels in the configuration of the data");
  }
}
