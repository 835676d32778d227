package io.retort.core.teacher;

import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.data.SavedModel;
import io.retort.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained model that is evaluated, never changed. It need not be a network. Its outputs for a
 * sample do not depend on the other samples of the batch. Values are in the scale that the heads of
 * the run's data say ({@link io.retort.core.data.Task.Regression#scales}); a teacher that is
 * trained with these data learns them so, one that comes from elsewhere converts them. It is asked
 * by one thread at a time.
 */
public interface Teacher extends AutoCloseable {

  /**
   * What the teacher predicts.
   *
   * @return an output for every head of the data set, and its taps, if it has any
   */
  List<TeacherOutput> outputs();

  /**
   * Refuses samples that this teacher has no outputs for, before any work goes into them. A model
   * has outputs for all samples; recorded outputs are those of the samples that they were recorded
   * for.
   *
   * @param samples the samples that it will be evaluated on
   * @throws io.retort.core.RetortException naming what is missing
   */
  default void require(Samples samples) {}

  /**
   * Computes outputs for a batch.
   *
   * @param batch the samples
   * @param destinations receives the wanted outputs, by name: {@code [batch, output shape…]}
   */
  void evaluate(Batch batch, Map<String, Tensor> destinations);

  /**
   * A hash of all that determines the outputs: parameters, buffers, recorded rows.
   *
   * @return the same text as long as the outputs are the same
   */
  String fingerprint();

  /**
   * The teacher as a network, if it is one, so that a run can save it for later runs.
   *
   * @return its description and weights and what it was taught, or empty
   */
  default Optional<SavedModel> network() {
    return Optional.empty();
  }

  /**
   * The teachers that this one is composed of, so that a run can save those that are networks.
   *
   * @return by a name that says what each is for; empty for a teacher that is not composed
   */
  default Map<String, Teacher> parts() {
    return Map.of();
  }

  /** Frees the memory. */
  @Override
  void close();
}
