package io.retort.testkit;

import io.retort.core.backend.Activations;
import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.ForwardingBackend;
import io.retort.core.backend.ForwardingNetwork;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.backend.LossKernel;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.ParameterSlice.Role;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.HostVector;
import io.retort.core.tensor.LossProgram;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.Update;
import io.retort.core.tensor.Vector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** The reference backend, as it is and spoilt in many ways. */
final class BackendBugs {

  private BackendBugs() {}

  static List<PlantedBug> all() {
    return List.of(
        bug(
            "the gradient of biases is that of one sample",
            network ->
                new Spoilt(network) {
                  @Override
                  public void backward(Map<String, DeviceTensor> tapGradients) {
                    super.backward(tapGradients);
                    for (ParameterSlice slice : plan().parameters().slices()) {
                      if (slice.role() == Role.BIAS) {
                        times(gradients().slice(slice.offset(), slice.shape().elements()), 0.5f);
                      }
                    }
                  }
                },
            "gradientsEqualCentralDifferences",
            ".bias is off by"),
        bug(
            "gradients of taps that are not outputs are ignored",
            network ->
                new Spoilt(network) {
                  @Override
                  public void backward(Map<String, DeviceTensor> tapGradients) {
                    Map<String, DeviceTensor> outputs = new HashMap<>(tapGradients);
                    outputs.keySet().retainAll(plan().description().outputs());
                    super.backward(outputs);
                  }
                },
            "gradientsEqualCentralDifferences",
            "is off by"),
        bug(
            "what follows a text is read as well",
            network ->
                new Spoilt(network) {
                  @Override
                  public Activations forward(DeviceTensor inputs, Mode mode) {
                    float[] tokens = inputs.toArray();
                    for (int i = 0; i < tokens.length; i++) {
                      tokens[i] = Math.max(0, tokens[i]);
                    }
                    return super.forward(DeviceTensor.of(Tensor.of(inputs.shape(), tokens)), mode);
                  }
                },
            "stepsThatAreNotThereChangeNothing",
            "With steps that are not there"),
        bug(
            "a tap without a gradient counts as 1",
            network ->
                new Spoilt(network) {
                  @Override
                  public void backward(Map<String, DeviceTensor> tapGradients) {
                    Map<String, DeviceTensor> all = new HashMap<>(tapGradients);
                    for (Node node : plan().description().nodes()) {
                      Shape shape = plan().shape(node.name()).batch(read.shape().extent(0));
                      Tensor ones = Tensor.allocate(shape);
                      ones.fill(1);
                      all.putIfAbsent(node.name(), DeviceTensor.of(ones));
                    }
                    super.backward(all);
                  }
                },
            "tapsWithoutGradientCountAsZero",
            "is off by"),
        bug(
            "the first batch's size is kept for the mean",
            network ->
                new Spoilt(network) {
                  private float first;

                  @Override
                  public void backward(Map<String, DeviceTensor> tapGradients) {
                    float size = read.shape().extent(0);
                    first = first == 0 ? size : first;
                    super.backward(tapGradients);
                    times(gradients(), size / first);
                  }
                },
            "batchesOfDifferentSizesFollowEachOther",
            "is off by"),
        bug(
            "a node that is not a tap has zeros",
            network ->
                new Spoilt(network) {
                  @Override
                  public Activations forward(DeviceTensor inputs, Mode mode) {
                    Activations outputs = super.forward(inputs, mode);
                    return tap ->
                        plan().description().outputs().contains(tap)
                            ? outputs.get(tap)
                            : DeviceTensor.of(Tensor.allocate(inputs.shape()));
                  }
                },
            "nodesThatAreNoTapsAreRefusedWithAList",
            "A node that is not a tap is not refused"),
        bug(
            "what it computes depends on the thread",
            network ->
                new Spoilt(network) {
                  @Override
                  public void backward(Map<String, DeviceTensor> tapGradients) {
                    super.backward(tapGradients);
                    if (Thread.currentThread().getName().startsWith("pool-")) {
                      times(gradients(), 0.5f);
                    }
                  }
                },
            "networksTrainedAtTheSameTimeGiveTheSameBits",
            "while another network is trained"),
        bug(
            "gradients are added to those of the last batch",
            network ->
                new Spoilt(network) {
                  @Override
                  public void backward(Map<String, DeviceTensor> tapGradients) {
                    float[] last = read(gradients());
                    super.backward(tapGradients);
                    float[] sum = read(gradients());
                    for (int i = 0; i < sum.length; i++) {
                      sum[i] += last[i];
                    }
                    gradients().write(0, sum);
                  }
                },
            "gapsInTheVectorOfGradientsStayZero",
            "old gradients are left"),
        bug(
            "state is updated before it is read",
            network ->
                new Spoilt(network) {
                  @Override
                  public Vector parameters() {
                    return new StateFirst((HostVector) super.parameters());
                  }
                },
            "vectorsRunProgramsAsTheirExpressionsSay",
            "A vector is not what its program says"),
        new PlantedBug(
            "Backend",
            "a kernel counts all rows",
            () ->
                contractOf(() -> new CountingAllRows(new DistantBackend(new DifferenceBackend()))),
            "kernelsOfLossesSayWhatTheirProgramsSay",
            "is not that of its program"),
        bug(
            "dropout stays on in inference",
            network ->
                new Spoilt(network) {
                  @Override
                  public Activations forward(DeviceTensor inputs, Mode mode) {
                    return super.forward(inputs, has(Layer.Dropout.class) ? Mode.TRAINING : mode);
                  }
                },
            "inferenceOutputsEqualTheReference",
            "dropout2 is off by"),
        bug(
            "normalises by the batch's statistics in inference",
            network ->
                new Spoilt(network) {
                  @Override
                  public Activations forward(DeviceTensor inputs, Mode mode) {
                    float[] statistics = read(buffers());
                    Activations outputs =
                        super.forward(inputs, has(Layer.BatchNorm.class) ? Mode.TRAINING : mode);
                    if (mode == Mode.INFERENCE) {
                      buffers().write(0, statistics);
                    }
                    return outputs;
                  }
                },
            "inferenceOutputsEqualTheReference",
            "batchnorm2 is off by"),
        bug(
            "running statistics never move",
            network ->
                new Spoilt(network) {
                  @Override
                  public Activations forward(DeviceTensor inputs, Mode mode) {
                    float[] statistics = read(buffers());
                    Activations outputs = super.forward(inputs, mode);
                    buffers().write(0, statistics);
                    return outputs;
                  }
                },
            "trainingOutputsEqualTheReference",
            "running statistics is off by"),
        bug(
            "a validation pass draws a dropout mask",
            network ->
                new Spoilt(network) {
                  @Override
                  public Activations forward(DeviceTensor inputs, Mode mode) {
                    if (mode == Mode.INFERENCE) {
                      super.forward(inputs, Mode.TRAINING);
                    }
                    return super.forward(inputs, mode);
                  }
                },
            "dropoutDrawsTheMaskOfEachStep",
            "the mask of step 1"),
        bug(
            "a resumed training draws the masks of its first steps",
            network ->
                new Spoilt(network) {
                  @Override
                  public void trainingPasses(long count) {
                    super.trainingPasses(0);
                  }
                },
            "dropoutDrawsTheMaskOfEachStep",
            "does not draw the mask of its step"),
        bug(
            "the gradients of taps are used as scratch",
            network ->
                new Spoilt(network) {
                  @Override
                  public void backward(Map<String, DeviceTensor> tapGradients) {
                    super.backward(tapGradients);
                    tapGradients.values().forEach(gradient -> gradient.values().fill(0));
                  }
                },
            "gradientsEqualCentralDifferences",
            "backward changed the gradient that it was given"),
        bug(
            "the first layer works in place on the inputs",
            network ->
                new Spoilt(network) {
                  @Override
                  public void backward(Map<String, DeviceTensor> tapGradients) {
                    super.backward(tapGradients);
                    read.values().fill(0);
                  }
                },
            "gradientsEqualCentralDifferences",
            "the network changed its input"),
        bug(
            "the vector of parameters is a copy",
            network ->
                new Spoilt(network) {
                  @Override
                  public Vector parameters() {
                    Vector copy = super.parameters().like();
                    copy.assign(super.parameters());
                    return copy;
                  }
                },
            "writingToTheVectorOfParametersChangesTheNetwork",
            "What is written to the parameters is not computed with"),
        bug(
            "weights are kept in 16 bits",
            network ->
                new Spoilt(network) {
                  @Override
                  public void load(Weights weights) {
                    super.load(weights);
                    float[] values = read(parameters());
                    for (int i = 0; i < values.length; i++) {
                      values[i] =
                          Float.intBitsToFloat(Float.floatToIntBits(values[i]) & 0xffff0000);
                    }
                    parameters().write(0, values);
                  }
                },
            "weightsComeBackAsTheyWereLoaded",
            "do not come back as they were loaded"),
        new PlantedBug(
            "Backend",
            "frozen networks lose their biases",
            () -> contractOf(BackendBugs::freezingWithoutBiases),
            "frozenNetworksPredictAsTheReferenceDoes",
            "frozen"),
        new PlantedBug(
            "Backend",
            "threads add up in any order",
            () -> {
              Random order = new Random();
              return contract(network -> new Trembling(network, order));
            },
            "sameWeightsAndInputGiveTheSameBits",
            "give other gradients"));
  }

  private static ComputeBackend freezingWithoutBiases() {
    return new ForwardingBackend(new SpoiltBackend(Function.identity())) {
      @Override
      public InferenceNetwork freeze(SavedNetwork network) {
        Map<String, Weights.Array> arrays = new HashMap<>(network.weights().arrays());
        arrays.replaceAll(
            (name, array) ->
                name.endsWith(".bias")
                    ? new Weights.Array(array.shape(), new float[array.values().length])
                    : array);
        return super.freeze(new SavedNetwork(network.plan(), new Weights(arrays)));
      }
    };
  }

  private static PlantedBug bug(
      String bug, Function<Network, Network> spoil, String test, String message) {
    return new PlantedBug("Backend", bug, () -> contract(spoil), test, message);
  }

  private static BackendContract<FixedProvider.NoKeys> contract(Function<Network, Network> spoil) {
    return contractOf(() -> new SpoiltBackend(spoil));
  }

  private static BackendContract<FixedProvider.NoKeys> contractOf(
      Supplier<ComputeBackend> backend) {
    return new BackendContract<>() {
      @Override
      protected BackendProvider<FixedProvider.NoKeys> provider() {
        return new FixedProvider.OfBackend(backend);
      }

      @Override
      protected FixedProvider.NoKeys configuration() {
        return new FixedProvider.NoKeys();
      }

      @Override
      protected double tolerance() {
        return 1e-6;
      }
    };
  }

  private record SpoiltBackend(Function<Network, Network> spoil) implements ComputeBackend {
    @Override
    public Network compile(NetworkPlan plan, CompileOptions options) {
      return spoil.apply(new DifferenceNetwork(plan, options));
    }

    @Override
    public Vector vector(int length) {
      return HostVector.allocate(length);
    }

    @Override
    public int concurrentTrainings() {
      return 2;
    }

    @Override
    public void close() {}
  }

  private static final class CountingAllRows extends ForwardingBackend {
    CountingAllRows(ComputeBackend backend) {
      super(backend);
    }

    @Override
    public Optional<LossKernel> compile(LossProgram program) {
      LossKernel kernel = super.compile(program).orElseThrow();
      return Optional.of(
          new LossKernel() {
            @Override
            public void evaluate(Rows rows, double[] numbers, double weight, Result result) {
              Rows all =
                  new Rows(
                      rows.student(),
                      rows.targets(),
                      rows.classes(),
                      Optional.empty(),
                      rows.student().shape().extent(0));
              kernel.evaluate(all, numbers, weight, result);
            }

            @Override
            public void close() {
              kernel.close();
            }
          });
    }
  }

  private static float[] read(Vector vector) {
    float[] values = new float[vector.length()];
    vector.read(0, values);
    return values;
  }

  private static void times(Vector vector, float factor) {
    float[] values = read(vector);
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    vector.write(0, values);
  }

  /** A network that does what another does. */
  private static class Spoilt extends ForwardingNetwork {
    DeviceTensor read;

    Spoilt(Network network) {
      super(network);
    }

    boolean has(Class<? extends Layer> layer) {
      return plan().description().nodes().stream().anyMatch(node -> layer.isInstance(node.layer()));
    }

    @Override
    public Activations forward(DeviceTensor inputs, Mode mode) {
      read = inputs;
      return super.forward(inputs, mode);
    }
  }

  /** Writes what the states become, and then computes the vector from that. */
  private static final class StateFirst extends DistantVector {
    StateFirst(HostVector memory) {
      super(memory, new AtomicLong());
    }

    @Override
    DistantVector of(HostVector memory) {
      return new StateFirst(memory);
    }

    @Override
    public void update(Update update, List<Vector> state, List<Vector> inputs) {
      try (Vector before = like();
          Vector after = state.get(0).like()) {
        before.assign(this);
        super.update(update, state, inputs);
        after.assign(state.get(0));
        assign(before);
        super.update(update, state, inputs);
        state.get(0).assign(after);
      }
    }
  }

  private static final class Trembling extends Spoilt {
    private final Random order;

    Trembling(Network network, Random order) {
      super(network);
      this.order = order;
    }

    @Override
    public void backward(Map<String, DeviceTensor> tapGradients) {
      super.backward(tapGradients);
      times(gradients(), 1 + 1e-6f * order.nextFloat());
    }
  }
}
