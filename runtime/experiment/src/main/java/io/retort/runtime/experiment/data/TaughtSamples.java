package io.retort.runtime.experiment.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.Target;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.training.TeacherOutputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Samples with what a teacher says of the heads that have no labels in the place of labels, so that
 * models are measured by it.
 */
public final class TaughtSamples extends ForwardingSamples {
  private final Map<String, float[][]> vectors;

  private TaughtSamples(Samples samples, Map<String, float[][]> vectors) {
    super(samples);
    this.vectors = vectors;
  }

  /**
   * The heads that only a teacher knows.
   *
   * @param heads any heads
   */
  public static List<Head> taught(List<Head> heads) {
    return heads.stream().filter(head -> !head.task().hasLabels()).toList();
  }

  /**
   * Samples with a teacher's vectors.
   *
   * @param heads those of the data
   * @param vectors gives for a head without labels a row for each sample
   * @return the same samples where all heads have labels
   * @throws RetortException if a vector has no direction
   */
  public static Samples of(Samples samples, List<Head> heads, Function<Head, float[][]> vectors) {
    Map<String, float[][]> given = new LinkedHashMap<>();
    for (Head head : taught(heads)) {
      float[][] rows = vectors.apply(head);
      requireDirections(head, samples, rows);
      given.put(head.name(), rows);
    }
    return given.isEmpty() ? samples : new TaughtSamples(samples, given);
  }

  /**
   * Data whose validation samples have a teacher's vectors.
   *
   * @param outputs cover the validation samples, where a head has no labels
   */
  public static TrainingData of(TrainingData data, TeacherOutputs outputs) {
    return data.with(
        of(data.validation(), data.heads(), head -> outputs.rows(data.validation(), head.name())));
  }

  /**
   * Refuses a teacher without a vector for a head that has no labels.
   *
   * @param outputs what it says
   */
  public static void requireTeacher(List<Head> heads, List<TeacherOutput> outputs) {
    for (Head head : taught(heads)) {
      if (outputs.stream()
          .noneMatch(
              output ->
                  output.name().equals(head.name())
                      && output.kind() == TargetKind.VALUES
                      && output.shape().rank() == 1)) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The teacher gives no vectors for the embedding '"
                + head.name()
                + "', which nobody else knows"
                + outputs.stream()
                    .map(TeacherOutput::name)
                    .collect(Collectors.joining(", ", "; its outputs are [", "]"))
                + "; choose an encoder, or recorded outputs");
      }
    }
  }

  private static void requireDirections(Head head, Samples samples, float[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      double largest = 0;
      for (float value : rows[i]) {
        // Not a number stays what it is.
        largest = Math.max(largest, Math.abs(value));
      }
      if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
        throw new RetortException(
            ErrorKind.DATA,
            "The teacher's vector of sample "
                + samples.indexInOrigin(i)
                + " for the head '"
                + head.name()
                + (largest == 0
                    ? "' is all zero, so that no angle to it can be measured; leave the sample"
                        + " out if there is nothing in it"
                    : "' has values that are not finite; prepare the data as those were that the"
                        + " teacher was trained with"));
      }
    }
  }

  @Override
  public Target.GroundTruth labels(String head, int[] chosen) {
    float[][] rows = vectors.get(head);
    if (rows == null) {
      return super.labels(head, chosen);
    }
    int width = rows[0].length;
    Tensor values = Tensor.allocate(Shape.of(chosen.length, width));
    for (int i = 0; i < chosen.length; i++) {
      values.write(i * width, rows[chosen[i]]);
    }
    return new Target.Values(values);
  }
}
