package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.IndexSet;
import io.retort.core.data.OriginPlaces;
import io.retort.core.data.Samples;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.core.teacher.OutputRows;
import io.retort.core.teacher.OutputStore;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A teacher's outputs for the samples of one list. Each sample is asked once and its outputs are
 * kept, by the sample's place in the {@link Samples#origin}, for all later passes and for trainings
 * with any part of the list, also for several at the same time; outputs that the store does not
 * keep are asked for every time. The outputs are refused when the teacher is no longer the one that
 * gave them.
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

  /** The places of samples in the list by those in the origin. */
  private final OriginPlaces places;

  private final String fingerprint;
  private final Map<String, TeacherOutput> outputs = new LinkedHashMap<>();

  /** Rows of all samples, and those that outlive this object. */
  private final Map<String, OutputRows> shared = new HashMap<>();

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
    this.places = OriginPlaces.of(samples);
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
      if (places.of(wanted.indexInOrigin(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The samples of the list. */
  Samples samples() {
    return samples;
  }

  /** The places in the list of all of its samples. */
  private BitSet everywhere() {
    BitSet all = new BitSet();
    all.set(0, samples.size());
    return all;
  }

  /**
   * The places in the list of the samples that a training asks for.
   *
   * @param source a list that these outputs {@link #cover}
   * @param visited the indexes of the samples of that list that the training visits
   * @param ahead whether it asks for all if it visits many
   */
  BitSet places(Samples source, BitSet visited, boolean ahead) {
    if (ahead && (long) visited.cardinality() * FEW >= samples.size()) {
      return everywhere();
    }
    BitSet needed = new BitSet();
    visited.stream().forEach(i -> needed.set(places.of(source.indexInOrigin(i))));
    return needed;
  }

  /**
   * Asks for what is not kept yet, as far as it can be kept.
   *
   * @param wanted names of outputs
   * @param needed the places of the samples that rows are needed of
   * @param own gives rows of these samples that whoever asks has for itself
   * @param listener is told how the teacher gets on
   * @return rows by output, none of an output that is not kept; those that are not {@link #isShared
   *     shared} belong to whoever asks
   */
  synchronized Map<String, OutputRows> prepare(
      Set<String> wanted,
      BitSet needed,
      Function<String, Optional<OutputRows>> own,
      TrainingListener listener) {
    verify();
    Map<String, OutputRows> found = new LinkedHashMap<>();
    Map<String, OutputRows> opened = new LinkedHashMap<>();
    try {
      Map<BitSet, List<String>> missing = new LinkedHashMap<>();
      for (String name : wanted) {
        TeacherOutput output = output(name);
        Optional<OutputRows> known =
            Optional.ofNullable(shared.get(name)).or(() -> own.apply(name));
        Optional<OutputRows> rows = known.or(() -> store.open(output, samples));
        if (rows.isEmpty()) {
          continue;
        }
        found.put(name, rows.get());
        if (known.isEmpty()) {
          opened.put(name, rows.get());
        }
        BitSet places = missing(rows.get(), needed, known.isPresent());
        if (!places.isEmpty()) {
          missing.computeIfAbsent(places, key -> new ArrayList<>()).add(name);
        }
      }
      missing.forEach((places, names) -> ask(names, found, IndexSet.of(places), listener));
    } catch (RuntimeException | Error failure) {
      opened.values().forEach(OutputRows::close);
      throw failure;
    }
    opened.forEach(
        (name, rows) -> {
          if (rows.lasting() || needed.cardinality() == samples.size()) {
            shared.put(name, rows);
          }
        });
    return found;
  }

  /** Whether rows serve all trainings, until these outputs are closed. */
  synchronized boolean isShared(String name, OutputRows rows) {
    return shared.get(name) == rows;
  }

  /**
   * The places of the samples to ask an output for. In memory there are rows of all samples that
   * were needed, and of no others: what was asked for in other batches may differ in the last bits.
   */
  private BitSet missing(OutputRows rows, BitSet needed, boolean asked) {
    if (!rows.lasting()) {
      return asked ? new BitSet() : needed;
    }
    BitSet missing = new BitSet();
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      missing.set(i, !rows.contains(samples.indexInOrigin(i)));
    }
    return missing;
  }

  private void ask(
      List<String> names,
      Map<String, OutputRows> found,
      IndexSet places,
      TrainingListener listener) {
    try (Phase phase = Phase.begin(listener, "Asking the teacher", places.size())) {
      ask(names, found, places, phase);
    }
  }

  private void ask(
      List<String> names, Map<String, OutputRows> found, IndexSet places, Phase phase) {
    int batches = (places.size() + BATCH - 1) / BATCH;
    boolean lasting = names.stream().allMatch(name -> found.get(name).lasting());
    // Processes that ask at the same time begin at different places, and so share the work.
    int first = lasting ? ThreadLocalRandom.current().nextInt(batches) : 0;
    for (int i = 0; i < batches; i++) {
      int start = (first + i) % batches * BATCH;
      int[] chosen = places.slice(start, Math.min(BATCH, places.size() - start));
      int[] inOrigin = Arrays.stream(chosen).map(samples::indexInOrigin).toArray();
      phase.advance(chosen.length);
      if (i > 0 && lasting && foundMeanwhile(names, found, inOrigin)) {
        continue;
      }
      Map<String, Tensor> rows = new LinkedHashMap<>();
      try (Tensor inputs = Tensor.allocate(inputShape.batch(chosen.length))) {
        for (String name : names) {
          rows.put(name, Tensor.allocate(output(name).shape().batch(chosen.length)));
        }
        samples.inputs(chosen, inputs);
        ask(new Batch(samples, chosen, inputs), rows);
        rows.forEach((name, values) -> found.get(name).put(inOrigin, values));
      } finally {
        rows.values().forEach(Tensor::close);
      }
    }
  }

  /** Whether another process has asked for a batch while this one was at those before. */
  private static boolean foundMeanwhile(
      List<String> names, Map<String, OutputRows> found, int[] inOrigin) {
    for (String name : names) {
      OutputRows rows = found.get(name);
      rows.refresh();
      if (!Arrays.stream(inOrigin).allMatch(rows::contains)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Asks the teacher for a batch, one training after the other: trainings with other samples have
   * other outputs, and the same teacher.
   *
   * @param destinations receives the outputs
   */
  void ask(Batch batch, Map<String, Tensor> destinations) {
    synchronized (teacher) {
      teacher.evaluate(batch, destinations);
    }
  }

  /**
   * Checks that the teacher is still the one that gave the outputs.
   *
   * @throws RetortException if its fingerprint has changed
   */
  public void verify() {
    if (!present().equals(fingerprint)) {
      throw new RetortException(
          ErrorKind.PLUGIN,
          "The teacher has changed since its outputs were recorded; a teacher must not be trained"
              + " or modified while students learn from it. Use it as a learner of the strategy, or"
              + " record its outputs again");
    }
  }

  private String present() {
    synchronized (teacher) {
      return teacher.fingerprint();
    }
  }

  /**
   * One output for all samples.
   *
   * @param name the output
   * @return a new array of rows in the order of the samples
   */
  public synchronized float[][] rows(String name) {
    OutputRows rows = kept(name);
    if (rows == null) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher's output '"
              + name
              + "' is too large to be kept for all "
              + samples.size()
              + " samples; take fewer of them, or a teacher with a smaller output");
    }
    return copy(rows, samples, output(name));
  }

  /**
   * One output for the samples of a list.
   *
   * @param part a list that these outputs {@link #cover}
   * @param name the output
   * @return a new array of rows in the order of the list
   */
  public synchronized float[][] rows(Samples part, String name) {
    OutputRows rows = kept(name);
    return rows == null ? ask(part, output(name)) : copy(rows, part, output(name));
  }

  /** Rows of all samples; null if they are not kept. */
  private OutputRows kept(String name) {
    return prepare(Set.of(name), everywhere(), none -> Optional.empty(), TrainingListener.NONE)
        .get(name);
  }

  private static float[][] copy(OutputRows rows, Samples part, TeacherOutput output) {
    float[][] copy = new float[part.size()][output.shape().elements()];
    for (int i = 0; i < copy.length; i++) {
      rows.get(part.indexInOrigin(i), FloatBuffer.wrap(copy[i]), 0);
    }
    return copy;
  }

  /** Asks the teacher for an output that is not kept. */
  private float[][] ask(Samples part, TeacherOutput output) {
    Shape shape = output.shape();
    float[][] all = new float[part.size()][shape.elements()];
    for (int start = 0; start < all.length; start += BATCH) {
      int count = Math.min(BATCH, all.length - start);
      int[] indexes = IntStream.range(start, start + count).toArray();
      try (Tensor inputs = Tensor.allocate(inputShape.batch(count));
          Tensor given = Tensor.allocate(shape.batch(count))) {
        part.inputs(indexes, inputs);
        ask(new Batch(part, indexes, inputs), Map.of(output.name(), given));
        for (int i = 0; i < count; i++) {
          given.read(i * shape.elements(), all[start + i]);
        }
      }
    }
    return all;
  }

  /** An output that the teacher has. */
  TeacherOutput output(String name) {
    TeacherOutput output = outputs.get(name);
    if (output == null) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher has no output '" + name + "'; it has " + outputs.keySet());
    }
    return output;
  }

  @Override
  public synchronized void close() {
    shared.values().forEach(OutputRows::close);
    shared.clear();
  }
}
