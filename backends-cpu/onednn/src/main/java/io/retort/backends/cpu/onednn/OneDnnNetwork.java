package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Activations;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A network as programs of oneDNN primitives: one for each batch size and mode in use. */
final class OneDnnNetwork implements Network {
  /** Enough for training and evaluation with a smaller batch at the end of each. */
  private static final int PROGRAMS = 8;

  private final NetworkPlan plan;
  private final CompileOptions options;
  private final Engine engine;
  private final List<String> taps;
  private final Parameters parameters;
  private final List<Scratchpad> scratchpads = new ArrayList<>();
  private final Map<Key, Program> programs = new LinkedHashMap<>(16, 0.75f, true);
  private final Activations activations = this::activation;
  private Program current;
  private boolean trained;
  private long trainingPasses;

  private record Key(Mode mode, int batch) {}

  OneDnnNetwork(NetworkPlan plan, CompileOptions options, Engine engine) {
    this.plan = plan;
    this.options = options;
    this.engine = engine;
    TreeSet<String> tapped = new TreeSet<>(options.taps());
    tapped.addAll(plan.description().outputs());
    tapped.forEach(plan.description()::node);
    this.taps = List.copyOf(tapped);
    this.parameters = new Parameters(plan, engine.workers());
  }

  @Override
  public NetworkPlan plan() {
    return plan;
  }

  @Override
  public HostVector parameters() {
    return parameters.values();
  }

  @Override
  public HostVector gradients() {
    return parameters.gradients();
  }

  @Override
  public HostVector buffers() {
    return parameters.buffers();
  }

  @Override
  public Activations forward(DeviceTensor given, Mode mode) {
    Tensor inputs = given.onHost();
    int batch = inputs.shape().extent(0);
    Shape expected = plan.input().batch(batch);
    if (!inputs.shape().equals(expected)) {
      throw misfit("The input", inputs.shape(), expected);
    }
    trained = false;
    current = program(mode, batch);
    current.forward(inputs);
    if (mode == Mode.TRAINING) {
      trainingPasses++;
      trained = true;
    }
    return activations;
  }

  private Program program(Mode mode, int batch) {
    Key key = new Key(mode, batch);
    Program program = programs.get(key);
    if (program == null) {
      if (programs.size() == PROGRAMS) {
        programs.remove(programs.keySet().iterator().next()).close();
      }
      program = compile(mode, batch);
      programs.put(key, program);
    }
    return program;
  }

  private Program compile(Mode mode, int batch) {
    Division division = Division.of(plan, mode, batch, engine.limits());
    List<Part> parts = new ArrayList<>();
    try {
      for (int index = 0; index < division.parts(); index++) {
        int first = division.first(index, batch);
        Part.Samples samples = new Part.Samples(first, division.first(index + 1, batch) - first);
        parts.add(part(index, mode, division.threads(), samples));
      }
      return new Program(plan, taps, parameters, parts, engine.workers(), batch);
    } catch (RuntimeException failure) {
      parts.forEach(Part::close);
      throw failure;
    }
  }

  private Part part(int index, Mode mode, int threads, Part.Samples samples) {
    while (scratchpads.size() <= index) {
      scratchpads.add(new Scratchpad());
    }
    Arena arena = new Arena(engine, scratchpads.get(index), threads);
    try {
      return new Part(
          plan,
          taps,
          (node, rate) -> DropoutMask.of(options.dropoutSeed(), node, trainingPasses, rate),
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
  public void backward(Map<String, DeviceTensor> tapGradients) {
    if (!trained) {
      throw new IllegalStateException("Run forward in training mode before backward");
    }
    Map<String, Tensor> onHost = new HashMap<>();
    for (Map.Entry<String, DeviceTensor> given : tapGradients.entrySet()) {
      onHost.put(given.getKey(), given.getValue().onHost());
      Shape expected = activation(given.getKey()).shape();
      if (!given.getValue().shape().equals(expected)) {
        throw misfit(
            "The gradient of '" + given.getKey() + "'", given.getValue().shape(), expected);
      }
    }
    current.backward(onHost);
  }

  private DeviceTensor activation(String tap) {
    if (!taps.contains(tap)) {
      throw new IllegalArgumentException("'" + tap + "' is no tap; taps: " + taps);
    }
    if (current == null) {
      throw new IllegalStateException("Run forward before reading '" + tap + "'");
    }
    return DeviceTensor.of(current.output(tap));
  }

  private static IllegalArgumentException misfit(String what, Shape found, Shape expected) {
    return new IllegalArgumentException(
        what + " has the shape " + found + "; expected " + expected);
  }

  @Override
  public void close() {
    engine.verifier().save();
    programs.values().forEach(Program::close);
    programs.clear();
    current = null;
    scratchpads.forEach(Scratchpad::close);
    parameters.close();
  }
}
