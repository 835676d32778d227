package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Samples;
import io.retort.core.teacher.OutputRows;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A teacher's outputs for the samples of one list. Each sample is asked once and its outputs are
 * kept, by the sample's place in the {@link Samples#origin}, for all later passes and for trainings
 * with any part of the list; outputs that the store does not keep are asked for every time. The
 * outputs are refused when the teacher is no longer the one that gave them.
 */
public final class TeacherOutputs implements AutoCloseable {
  private static final int BATCH = 256;

  /**
   * A training that visits less than one sample in so many asks for those alone. One that visits
   * more leaves outputs for the trainings after it.
   */
  private static final int FEW = 10;

  private final Teacher teacher;
  private final Samples samples;
  private final Shape inputShape;
  private final OutputStore store;

  /** The place of a sample in the list by that in the origin; below 0 if it is not in the list. */
  private final int[] places;

  private final String fingerprint;
  private final Map<String, TeacherOutput> outputs = new LinkedHashMap<>();
  private final Map<String, OutputRows> kept = new HashMap<>();

  /** The places of the samples whose outputs were asked for and do not outlive this object. */
  private final Map<String, BitSet> requested = new HashMap<>();

  /**
   * The outputs for a list of samples, none of which are computed yet.
   *
   * @param teacher the teacher, which must not change while this object is used
   * @param samples the samples
   * @param inputShape the shape of one sample's input
   * @param store keeps the outputs
   */
  public TeacherOutputs(Teacher teacher, Samples samples, Shape inputShape, OutputStore store) {
    this.teacher = teacher;
    this.samples = samples;
    this.inputShape = inputShape;
    this.store = store;
    this.fingerprint = teacher.fingerprint();
    this.places = new int[samples.origin().size()];
    Arrays.fill(places, -1);
    for (int i = 0; i < samples.size(); i++) {
      places[samples.indexInOrigin(i)] = i;
    }
    teacher.outputs().forEach(output -> outputs.put(output.name(), output));
  }

  /**
   * What the teacher can say, as the store gives it back.
   *
   * @return its outputs
   */
  public List<TeacherOutput> outputs() {
    return outputs.values().stream().map(store::given).toList();
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
      if (places[wanted.indexInOrigin(i)] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Asks for all samples what is not kept yet, as far as it can be kept.
   *
   * @param wanted names of outputs
   */
  void prepare(Set<String> wanted) {
    BitSet all = new BitSet();
    all.set(0, samples.size());
    prepareAt(wanted, all);
  }

  /**
   * Asks for what a training needs and is not kept yet, as far as it can be kept.
   *
   * @param wanted names of outputs
   * @param source a list that these outputs {@link #cover}
   * @param visited the indexes of the samples of that list that the training visits
   */
  void prepare(Set<String> wanted, Samples source, BitSet visited) {
    if ((long) visited.cardinality() * FEW >= samples.size()) {
      prepare(wanted);
      return;
    }
    BitSet needed = new BitSet();
    visited.stream().forEach(i -> needed.set(places[source.indexInOrigin(i)]));
    prepareAt(wanted, needed);
  }

  private void prepareAt(Set<String> wanted, BitSet needed) {
    verify();
    Map<BitSet, List<String>> missing = new LinkedHashMap<>();
    for (String name : wanted) {
      BitSet places = missing(output(name), needed);
      if (!places.isEmpty()) {
        missing.computeIfAbsent(places, key -> new ArrayList<>()).add(name);
      }
    }
    missing.forEach((places, names) -> ask(names, places.stream().toArray()));
  }

  /** The places of the samples to ask an output for; none if it is not kept. */
  private BitSet missing(TeacherOutput output, BitSet needed) {
    String name = output.name();
    OutputRows rows = kept.get(name);
    if (rows != null && !rows.lasting()) {
      BitSet known = requested.get(name);
      if (known.equals(needed) || known.cardinality() == samples.size()) {
        return new BitSet();
      }
      // What was asked for in other batches may differ in the last bits.
      kept.remove(name).close();
      rows = null;
    }
    if (rows == null) {
      rows = store.open(output, samples).orElse(null);
      if (rows == null) {
        return new BitSet();
      }
      kept.put(name, rows);
    }
    if (!rows.lasting()) {
      requested.put(name, needed);
      return needed;
    }
    BitSet missing = new BitSet();
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      missing.set(i, !rows.contains(samples.indexInOrigin(i)));
    }
    return missing;
  }

  private void ask(List<String> names, int[] places) {
    int batches = (places.length + BATCH - 1) / BATCH;
    boolean shared = names.stream().allMatch(name -> kept.get(name).lasting());
    // Processes that ask at the same time begin at different places, and so share the work.
    int first = shared ? ThreadLocalRandom.current().nextInt(batches) : 0;
    for (int i = 0; i < batches; i++) {
      int start = (first + i) % batches * BATCH;
      int[] chosen = Arrays.copyOfRange(places, start, Math.min(start + BATCH, places.length));
      int[] inOrigin = Arrays.stream(chosen).map(samples::indexInOrigin).toArray();
      if (i > 0 && shared && foundMeanwhile(names, inOrigin)) {
        continue;
      }
      Map<String, Tensor> rows = new LinkedHashMap<>();
      try (Tensor inputs = Tensor.allocate(inputShape.batch(chosen.length))) {
        for (String name : names) {
          rows.put(name, Tensor.allocate(output(name).shape().batch(chosen.length)));
        }
        samples.inputs(chosen, inputs);
        teacher.evaluate(new Batch(samples, chosen, inputs), rows);
        rows.forEach((name, values) -> kept.get(name).put(inOrigin, values));
      } finally {
        rows.values().forEach(Tensor::close);
      }
    }
  }

  /** Whether another process has asked for a batch while this one was at those before. */
  private boolean foundMeanwhile(List<String> names, int[] inOrigin) {
    for (String name : names) {
      OutputRows rows = kept.get(name);
      rows.refresh();
      if (!Arrays.stream(inOrigin).allMatch(rows::contains)) {
        return false;
      }
    }
    return true;
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
          OutputRows rows = kept.get(name);
          if (rows == null) {
            live.put(name, destination);
          } else {
            for (int i = 0; i < wanted.length; i++) {
              copy(rows, source.indexInOrigin(wanted[i]), destination, i);
            }
          }
        });
    if (!live.isEmpty()) {
      try (Tensor onHost = inputs.onHost()) {
        teacher.evaluate(new Batch(source, wanted, onHost), live);
      }
    }
  }

  /** Whether an output is kept, once it is {@link #prepare prepared}. */
  boolean isKept(String name) {
    return kept.containsKey(name);
  }

  /**
   * Whether an output that is {@link #isKept kept} was prepared for a sample.
   *
   * @param source a list that these outputs {@link #cover}
   * @param sample its index there
   */
  boolean contains(Samples source, int sample, String name) {
    return kept.get(name).contains(source.indexInOrigin(sample));
  }

  /**
   * One output that is {@link #isKept kept}, for samples of a list.
   *
   * @param source a list that these outputs {@link #cover}
   * @return a new tensor, with zeros for samples that it does not {@link #contains contain}
   */
  Tensor kept(Samples source, int[] wanted, String name) {
    OutputRows kept = this.kept.get(name);
    Tensor rows = Tensor.allocate(output(name).shape().batch(wanted.length));
    for (int i = 0; i < wanted.length; i++) {
      int sample = source.indexInOrigin(wanted[i]);
      if (kept.contains(sample)) {
        copy(kept, sample, rows, i);
      }
    }
    return rows;
  }

  private static void copy(OutputRows rows, int sample, Tensor destination, int row) {
    int width = destination.shape().elements() / destination.shape().extent(0);
    rows.get(sample, destination.values(), row * width);
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
    OutputRows rows = kept.get(name);
    if (rows == null) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher's output '"
              + name
              + "' is too large to be kept for all "
              + samples.size()
              + " samples; take fewer of them, or a teacher with a smaller output");
    }
    float[][] copy = new float[samples.size()][output(name).shape().elements()];
    for (int i = 0; i < copy.length; i++) {
      rows.get(samples.indexInOrigin(i), FloatBuffer.wrap(copy[i]), 0);
    }
    return copy;
  }

  /**
   * One output for the samples of a list.
   *
   * @param part a list that these outputs {@link #cover}
   * @param name the output
   * @return a new array of rows in the order of the list
   */
  public float[][] rows(Samples part, String name) {
    prepare(Set.of(name));
    Shape shape = output(name).shape();
    float[][] all = new float[part.size()][shape.elements()];
    for (int start = 0; start < all.length; start += BATCH) {
      int count = Math.min(BATCH, all.length - start);
      int[] indexes = IntStream.range(start, start + count).toArray();
      try (Tensor inputs = Tensor.allocate(inputShape.batch(count));
          Tensor given = Tensor.allocate(shape.batch(count))) {
        if (!isKept(name)) {
          part.inputs(indexes, inputs);
        }
        gather(part, indexes, DeviceTensor.of(inputs), Map.of(name, given));
        for (int i = 0; i < count; i++) {
          given.read(i * shape.elements(), all[start + i]);
        }
      }
    }
    return all;
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
    kept.values().forEach(OutputRows::close);
    kept.clear();
  }
}
