package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A network compiled for the batch sizes and modes in use, of which the latest are kept. */
final class NetworkPrograms implements AutoCloseable {
  /** Enough for training and evaluation with a smaller batch at the end of each. */
  private static final int KEPT = 8;

  private final NetworkPlan plan;
  private final List<String> taps;
  private final Parameters parameters;
  private final BiFunction<String, Double, DropoutMask> masks;
  private final Engine engine;
  private final List<Scratchpad> scratchpads = new ArrayList<>();
  private final Map<Key, NetworkProgram> programs = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(Mode mode, int batch) {}

  /**
   * Programs of a network.
   *
   * @param taps the nodes whose outputs can be read
   * @param masks of dropout by node and rate, for the step that is being run
   */
  NetworkPrograms(
      NetworkPlan plan,
      List<String> taps,
      Parameters parameters,
      BiFunction<String, Double, DropoutMask> masks,
      Engine engine) {
    this.plan = plan;
    this.taps = taps;
    this.parameters = parameters;
    this.masks = masks;
    this.engine = engine;
  }

  /**
   * The program for a batch, which is valid until others are asked for.
   *
   * @throws IllegalArgumentException if the batch's samples are not an input of the network
   */
  NetworkProgram of(Mode mode, Tensor inputs) {
    check(plan, inputs);
    int batch = inputs.shape().extent(0);
    Key key = new Key(mode, batch);
    NetworkProgram program = programs.get(key);
    if (program == null) {
      if (programs.size() == KEPT) {
        programs.remove(programs.keySet().iterator().next()).close();
      }
      program = compile(mode, batch);
      programs.put(key, program);
    }
    return program;
  }

  /** Refuses a batch whose samples are not an input of a network. */
  static void check(NetworkPlan plan, Tensor inputs) {
    Shape expected = plan.input().batch(inputs.shape().extent(0));
    if (!inputs.shape().equals(expected)) {
      throw misfit("The input", inputs.shape(), expected);
    }
  }

  static IllegalArgumentException misfit(String what, Shape found, Shape expected) {
    return new IllegalArgumentException(
        what + " has the shape " + found + "; expected " + expected);
  }

  private NetworkProgram compile(Mode mode, int batch) {
    BatchPartition division = BatchPartition.of(plan, mode, batch, engine.limits());
    List<BatchPart> parts = new ArrayList<>();
    try {
      for (int index = 0; index < division.parts(); index++) {
        int first = division.first(index, batch);
        SampleRange samples = new SampleRange(first, division.first(index + 1, batch) - first);
        parts.add(part(index, mode, division.threads(), samples));
      }
      return new NetworkProgram(plan, taps, parameters, parts, engine.workers(), batch);
    } catch (RuntimeException failure) {
      parts.forEach(BatchPart::close);
      throw failure;
    }
  }

  private BatchPart part(int index, Mode mode, int threads, SampleRange samples) {
    while (scratchpads.size() <= index) {
      scratchpads.add(new Scratchpad());
    }
    Arena arena = new Arena(engine, scratchpads.get(index), threads);
    try {
      return new BatchPart(
          plan,
          taps,
          masks,
          parameters.part(mode == Mode.TRAINING ? index : 0),
          arena,
          mode,
          samples);
    } catch (RuntimeException failure) {
      arena.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    programs.values().forEach(NetworkProgram::close);
    programs.clear();
    scratchpads.forEach(Scratchpad::close);
  }
}
