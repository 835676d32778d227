package io.retort.core.training;

import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.OutputRows;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Tensor;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A teacher's outputs as one training uses them. Outputs that are kept for all samples are shared
 * with other trainings, which take turns to read them; outputs for only some samples are its own.
 */
final class PreparedOutputs implements AutoCloseable {
  private final TeacherOutputs all;
  private final TrainingListener listener;
  private final Map<String, OutputRows> rows = new HashMap<>();
  private final Map<String, Own> own = new HashMap<>();

  /** Rows of some samples, by their places in the list. */
  private record Own(BitSet places, OutputRows rows) {}

  /**
   * Outputs for one training.
   *
   * @param all closed after this object
   * @param listener is told how the teacher gets on
   */
  PreparedOutputs(TeacherOutputs all, TrainingListener listener) {
    this.all = all;
    this.listener = listener;
  }

  /**
   * Asks for what a training needs and is not kept yet, as far as it can be kept.
   *
   * @param wanted names of outputs
   * @param source a list that the outputs {@link TeacherOutputs#cover}
   * @param visited the indexes of the samples of that list that the training visits
   * @param ahead whether, if these are many, all are asked for, which leaves outputs for the
   *     trainings after it
   */
  void prepare(Set<String> wanted, Samples source, BitSet visited, boolean ahead) {
    BitSet needed = all.places(source, visited, ahead);
    all.prepare(wanted, needed, name -> own(name, needed), listener)
        .forEach(
            (name, found) -> {
              rows.put(name, found);
              if (!all.isShared(name, found)) {
                keep(name, new Own(needed, found));
              }
            });
  }

  private Optional<OutputRows> own(String name, BitSet needed) {
    return Optional.ofNullable(own.get(name))
        .filter(known -> known.places.equals(needed))
        .map(Own::rows);
  }

  private void keep(String name, Own made) {
    Own before = own.put(name, made);
    if (before != null && before.rows != made.rows) {
      before.rows.close();
    }
  }

  /**
   * Gathers the outputs for a batch.
   *
   * @param source a list that these outputs {@link TeacherOutputs#cover}
   * @param wanted indexes of samples of the list
   * @param inputs their inputs, which only a teacher is given whose outputs are not kept
   * @param destinations receives them, by output: {@code [batch, output shape…]}
   */
  void gather(Samples source, int[] wanted, DeviceTensor inputs, Map<String, Tensor> destinations) {
    if (source.origin() != all.samples().origin()) {
      throw new IllegalArgumentException("The batch is not from the samples of these outputs");
    }
    Map<String, Tensor> live = new HashMap<>();
    destinations.forEach(
        (name, destination) -> {
          OutputRows kept = rows.get(name);
          if (kept == null) {
            live.put(name, destination);
          } else {
            copy(kept, source, wanted, destination);
          }
        });
    if (!live.isEmpty()) {
      try (Tensor onHost = inputs.onHost()) {
        all.ask(new Batch(source, wanted, onHost), live);
      }
    }
  }

  /** Whether an output is kept, once it is {@link #prepare prepared}. */
  boolean isKept(String name) {
    return rows.containsKey(name);
  }

  /**
   * Whether an output that is {@link #isKept kept} was prepared for a sample.
   *
   * @param source a list that these outputs {@link TeacherOutputs#cover}
   * @param sample its index there
   */
  boolean contains(Samples source, int sample, String name) {
    synchronized (all) {
      return rows.get(name).contains(source.indexInOrigin(sample));
    }
  }

  /**
   * One output that is {@link #isKept kept}, for samples of a list.
   *
   * @param source a list that these outputs {@link TeacherOutputs#cover}
   * @return a new tensor, with zeros for samples that it does not {@link #contains contain}
   */
  Tensor kept(Samples source, int[] wanted, String name) {
    OutputRows kept = rows.get(name);
    Tensor values = Tensor.allocate(all.output(name).shape().batch(wanted.length));
    int width = values.shape().elements() / wanted.length;
    synchronized (all) {
      for (int i = 0; i < wanted.length; i++) {
        int sample = source.indexInOrigin(wanted[i]);
        if (kept.contains(sample)) {
          kept.get(sample, values.values(), i * width);
        }
      }
    }
    return values;
  }

  private void copy(OutputRows kept, Samples source, int[] wanted, Tensor destination) {
    int width = destination.shape().elements() / wanted.length;
    synchronized (all) {
      for (int i = 0; i < wanted.length; i++) {
        kept.get(source.indexInOrigin(wanted[i]), destination.values(), i * width);
      }
    }
  }

  @Override
  public void close() {
    own.values().forEach(each -> each.rows.close());
    own.clear();
    rows.clear();
  }
}
