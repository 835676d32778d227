package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A teacher's outputs for the samples of one list. Each sample is asked once and its outputs are
 * kept, by the sample's place in the {@link Samples#origin}, for all later passes and for trainings
 * with any part of the list; outputs too large to be kept are asked for every time. The outputs are
 * refused when the teacher is no longer the one that gave them.
 */
public final class TeacherOutputs implements AutoCloseable {
  private static final int BATCH = 256;

  /** What one tensor can hold, with some room to spare. */
  private static final long LARGEST = Integer.MAX_VALUE - 1024;

  private final Teacher teacher;
  private final Samples samples;
  private final Shape inputShape;
  private final long limit;

  /**
   * The row of a sample's outputs by its place in the origin; below 0 for samples that are not in
   * the list.
   */
  private final int[] rows;

  private final String fingerprint;
  private final Map<String, TeacherOutput> outputs = new LinkedHashMap<>();
  private final Map<String, Tensor> kept = new HashMap<>();

  /**
   * The outputs for a list of samples, none of which are computed yet.
   *
   * @param teacher the teacher, which must not change while this object is used
   * @param samples the samples
   * @param inputShape the shape of one sample's input
   * @param limit the largest size in bytes of one output of all samples that is kept
   */
  public TeacherOutputs(Teacher teacher, Samples samples, Shape inputShape, long limit) {
    this.teacher = teacher;
    this.samples = samples;
    this.inputShape = inputShape;
    this.limit = Math.min(limit, LARGEST);
    this.fingerprint = teacher.fingerprint();
    this.rows = new int[samples.origin().size()];
    Arrays.fill(rows, -1);
    for (int i = 0; i < samples.size(); i++) {
      rows[samples.indexInOrigin(i)] = i;
    }
    teacher.outputs().forEach(output -> outputs.put(output.name(), output));
  }

  /**
   * What the teacher can say.
   *
   * @return its outputs
   */
  public List<TeacherOutput> outputs() {
    return List.copyOf(outputs.values());
  }

  /**
   * Whether these are outputs for all samples of a list.
   *
   * @param wanted the list
   * @return true if it is a part of the list that the outputs are for, or all of it
   */
  public boolean cover(Samples wanted) {
    if (wanted.origin() != samples.origin()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (rows[wanted.indexInOrigin(i)] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Asks for all samples what has not been asked yet, as far as it can be kept.
   *
   * @param wanted names of outputs
   */
  void prepare(Set<String> wanted) {
    verify();
    Map<String, Tensor> missing = new HashMap<>();
    for (String name : wanted) {
      Shape shape = output(name).shape();
      long bytes = (long) shape.elements() * samples.size() * Float.BYTES;
      if (!kept.containsKey(name) && bytes <= limit) {
        missing.put(name, Tensor.allocate(shape.batch(samples.size())));
      }
    }
    if (!missing.isEmpty()) {
      ask(missing);
      kept.putAll(missing);
    }
  }

  private void ask(Map<String, Tensor> destinations) {
    for (int start = 0; start < samples.size(); start += BATCH) {
      int count = Math.min(BATCH, samples.size() - start);
      int[] indexes = new int[count];
      for (int i = 0; i < count; i++) {
        indexes[i] = start + i;
      }
      Map<String, Tensor> rows = new HashMap<>();
      for (Map.Entry<String, Tensor> destination : destinations.entrySet()) {
        rows.put(destination.getKey(), destination.getValue().rows(start, count));
      }
      try (Tensor inputs = Tensor.allocate(inputShape.batch(count))) {
        samples.inputs(indexes, inputs);
        teacher.evaluate(new Batch(samples, indexes, inputs), rows);
      }
    }
  }

  /**
   * Gathers the outputs for a batch.
   *
   * @param source a list that these outputs {@link #cover}
   * @param wanted indexes of samples of the list
   * @param inputs their inputs, which only a teacher is given whose outputs are not kept
   * @param destinations receives them, by output: {@code [batch, output shape…]}
   */
  void gather(Samples source, int[] wanted, DeviceTensor inputs, Map<String, Tensor> destinations) {
    if (source.origin() != samples.origin()) {
      throw new IllegalArgumentException("The batch is not from the samples of these outputs");
    }
    Map<String, Tensor> live = new HashMap<>();
    destinations.forEach(
        (name, destination) -> {
          Tensor all = kept.get(name);
          if (all == null) {
            live.put(name, destination);
          } else {
            copy(source, wanted, all, destination);
          }
        });
    if (!live.isEmpty()) {
      try (Tensor onHost = inputs.onHost()) {
        teacher.evaluate(new Batch(source, wanted, onHost), live);
      }
    }
  }

  /** Whether an output is kept for all samples, once it is {@link #prepare prepared}. */
  boolean isKept(String name) {
    return kept.containsKey(name);
  }

  /**
   * One output that is {@link #isKept kept}, for samples of a list.
   *
   * @param source a list that these outputs {@link #cover}
   * @return a new tensor
   */
  Tensor kept(Samples source, int[] wanted, String name) {
    Tensor rows = Tensor.allocate(output(name).shape().batch(wanted.length));
    copy(source, wanted, kept.get(name), rows);
    return rows;
  }

  private void copy(Samples source, int[] wanted, Tensor all, Tensor destination) {
    int row = all.shape().elements() / all.shape().extent(0);
    for (int i = 0; i < wanted.length; i++) {
      int sample = rows[source.indexInOrigin(wanted[i])];
      destination.values().put(i * row, all.values(), sample * row, row);
    }
  }

  /**
   * Checks that the teacher is still the one that gave the outputs.
   *
   * @throws RetortException if its fingerprint has changed
   */
  public void verify() {
    if (!teacher.fingerprint().equals(fingerprint)) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The teacher has changed since its outputs were recorded; a teacher must not be trained"
              + " or modified while students learn from it. Use it as a learner of the strategy, or"
              + " record its outputs again");
    }
  }

  /**
   * One output for all samples.
   *
   * @param name the output
   * @return a new array of rows in the order of the samples
   */
  public float[][] rows(String name) {
    prepare(Set.of(name));
    Tensor all = kept.get(name);
    if (all == null) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher's output '" + name + "' is too large to be kept for all samples");
    }
    float[][] copy = new float[samples.size()][output(name).shape().elements()];
    for (int i = 0; i < copy.length; i++) {
      all.read(i * copy[i].length, copy[i]);
    }
    return copy;
  }

  private TeacherOutput output(String name) {
    TeacherOutput output = outputs.get(name);
    if (output == null) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher has no output '" + name + "'; it has " + outputs.keySet());
    }
    return output;
  }

  @Override
  public void close() {
    kept.values().forEach(Tensor::close);
    kept.clear();
  }
}
