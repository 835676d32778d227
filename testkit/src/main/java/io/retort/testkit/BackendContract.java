package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.core.RetortException;
import io.retort.core.backend.Activations;
import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.InferenceNetwork;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.DropoutMask;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Expression;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.tensor.Update;
import io.retort.core.tensor.UpdateProgram;
import io.retort.core.tensor.Vector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every compute backend must do. Inherit it, give the provider and a configuration, say how
 * exact it is, and every kind of layer is compared to {@link ReferenceNetwork}: outputs, running
 * statistics, and gradients against central differences, with every node a tap.
 *
 * @param <C> the backend's configuration
 */
public abstract class BackendContract<C extends Record>
    extends ProviderContract<BackendProvider<C>, C> {
  private static final long SEED = 17;
  private static final int BATCH = 3;
  private static final String WRITTEN = "What is written to the parameters is not computed with";

  private ComputeBackend backend;

  /** For inheritance. */
  protected BackendContract() {}

  /**
   * How exact the arithmetic is.
   *
   * @return the largest error of a vector's norm relative to the norm; below 1e-2 to prove anything
   */
  protected abstract double tolerance();

  /**
   * The layers that the backend cannot compile, each of which it has to name.
   *
   * @return none unless overridden
   */
  protected Set<Class<? extends Layer>> unsupportedLayers() {
    return Set.of();
  }

  static List<BackendCase> cases() {
    return BackendCases.all();
  }

  @BeforeEach
  void createBackend() {
    backend = provider().create(configuration(), new TestContext(Path.of(""), 1));
  }

  @AfterEach
  void closeBackend() {
    backend.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingOutputsEqualTheReference(BackendCase example) {
    outputsEqualTheReference(example, Mode.TRAINING);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inferenceOutputsEqualTheReference(BackendCase example) {
    outputsEqualTheReference(example, Mode.INFERENCE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void frozenNetworksPredictAsTheReferenceDoes(BackendCase example) {
    Sample first = new Sample(example, BATCH, SEED);
    InferenceNetwork frozen = backend.freeze(new SavedNetwork(first.plan, first.weights));
    // The shared weights stay until the last one is closed that uses them.
    try (InferenceNetwork shared = frozen.share()) {
      try (frozen) {
        predictsAsTheReferenceDoes(frozen, first, first.values);
      }
      for (int batch : new int[] {4, 1, 2}) {
        Sample sample = new Sample(example, batch, SEED + batch);
        predictsAsTheReferenceDoes(shared, first, sample.values);
      }
    }
  }

  private void predictsAsTheReferenceDoes(InferenceNetwork network, Sample sample, float[] values) {
    int batch = values.length / sample.plan.input().elements();
    Map<String, double[]> expected =
        sample.reference().forward(doubles(values), Mode.INFERENCE, 0).outputs();
    try (Tensor input = Tensor.of(sample.plan.input().batch(batch), values)) {
      Activations activations = network.forward(DeviceTensor.of(input));
      for (String output : sample.plan.description().outputs()) {
        DeviceTensor found = activations.get(output);
        assertEquals(sample.plan.shape(output).batch(batch), found.shape(), output);
        assertClose("frozen " + output, expected.get(output), found.toArray(), 0);
      }
      assertArrayEquals(values, input.toArray(), "the frozen network changed its input");
    }
  }

  private void outputsEqualTheReference(BackendCase example, Mode mode) {
    Sample sample = new Sample(example, BATCH, SEED);
    try (Network network = compile(sample);
        Tensor input = sample.input()) {
      Activations activations = network.forward(DeviceTensor.of(input), mode);
      ReferenceNetwork.Pass expected = sample.reference().forward(doubles(sample.values), mode, 0);
      // In the order of the nodes, so that the first one at fault is named.
      for (Node node : example.network().nodes()) {
        String tap = node.name();
        assertEquals(sample.plan.shape(tap).batch(BATCH), activations.get(tap).shape(), tap);
        assertClose(tap, expected.outputs().get(tap), activations.get(tap).toArray(), 0);
      }
      float[] buffers = read(network.buffers());
      assertClose("running statistics", expected.buffers(), buffers, 0);
      if (mode == Mode.INFERENCE) {
        assertEquals(sample.weights.fingerprint(), network.weights().fingerprint());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsEqualCentralDifferences(BackendCase example) {
    Sample sample = new Sample(example, BATCH, SEED);
    try (Network network = compile(sample)) {
      gradientsEqualCentralDifferences(network, sample, example.taps(), 0);
    }
  }

  static List<BackendCase> paddedCases() {
    return PaddingCheck.cases();
  }

  @ParameterizedTest
  @MethodSource("paddedCases")
  void stepsThatAreNotThereChangeNothing(BackendCase example) {
    NetworkPlan plan = NetworkPlan.of(example.network(), example.input());
    Assumptions.assumeTrue(backend.unsupported(plan).isEmpty(), "the backend has these layers");
    new PaddingCheck(backend, example, SEED).run();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tapsWithoutGradientCountAsZero(BackendCase example) {
    Sample sample = new Sample(example, BATCH, SEED);
    try (Network network = compile(sample)) {
      Set<String> first = Set.of(example.network().nodes().get(0).name());
      gradientsEqualCentralDifferences(network, sample, first, 0);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void batchesOfDifferentSizesFollowEachOther(BackendCase example) {
    try (Network network = compile(new Sample(example, BATCH, SEED))) {
      int step = 0;
      for (int batch : new int[] {4, 1, 2}) {
        // The weights are loaded again, because training passes move the running statistics.
        Sample sample = new Sample(example, batch, SEED + batch);
        network.load(sample.weights);
        gradientsEqualCentralDifferences(network, sample, example.taps(), step++);
      }
    }
  }

  private void gradientsEqualCentralDifferences(
      Network network, Sample sample, Set<String> taps, int step) {
    Map<String, float[]> coefficients = new TreeMap<>();
    Map<String, double[]> exact = new TreeMap<>();
    Map<String, DeviceTensor> gradients = new TreeMap<>();
    Random random = new Random(SEED);
    for (String tap : sample.example.taps().stream().sorted().toList()) {
      Shape shape = sample.plan.shape(tap).batch(sample.batch);
      float[] values = normal(random, shape.elements(), 1);
      if (taps.contains(tap)) {
        coefficients.put(tap, values);
        exact.put(tap, doubles(values));
        gradients.put(tap, DeviceTensor.of(Tensor.of(shape, values)));
      }
    }
    try (Tensor input = sample.input()) {
      network.forward(DeviceTensor.of(input), Mode.TRAINING);
      network.backward(gradients);
      double[] expected = sample.reference().gradient(doubles(sample.values), step, exact);
      float[] found = read(network.gradients());
      double norm = norm(expected);
      for (ParameterSlice slice : sample.plan.parameters().slices()) {
        int end = slice.offset() + slice.shape().elements();
        assertClose(
            "gradient of " + slice.name(),
            Arrays.copyOfRange(expected, slice.offset(), end),
            Arrays.copyOfRange(found, slice.offset(), end),
            norm);
      }
      for (Map.Entry<String, DeviceTensor> gradient : gradients.entrySet()) {
        assertArrayEquals(
            coefficients.get(gradient.getKey()),
            gradient.getValue().toArray(),
            "backward changed the gradient that it was given for " + gradient.getKey());
      }
      assertArrayEquals(sample.values, input.toArray(), "the network changed its input");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightsComeBackAsTheyWereLoaded(BackendCase example) {
    Sample sample = new Sample(example, BATCH, SEED);
    try (Network network = compile(sample)) {
      assertEquals(
          sample.weights.fingerprint(),
          network.weights().fingerprint(),
          "The weights do not come back as they were loaded");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameWeightsAndInputGiveTheSameBits(BackendCase example) {
    Sample sample = new Sample(example, BATCH, SEED);
    assertArrayEquals(
        gradients(sample), gradients(sample), "The same weights and inputs give other gradients");
  }

  @Test
  void networksTrainedAtTheSameTimeGiveTheSameBits()
      throws InterruptedException, ExecutionException {
    Assumptions.assumeTrue(backend.concurrentTrainings() > 1, "the backend trains several");
    List<Sample> samples =
        BackendCases.all().stream()
            .map(example -> new Sample(example, BATCH, SEED))
            .filter(sample -> backend.unsupported(sample.plan).isEmpty())
            .toList();
    List<float[]> alone = samples.stream().map(this::gradients).toList();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<float[]>> together = new ArrayList<>();
      for (Sample sample : samples) {
        together.add(threads.submit(() -> gradients(sample)));
      }
      for (int i = 0; i < alone.size(); i++) {
        assertArrayEquals(
            alone.get(i),
            together.get(i).get(),
            "The gradients are others while another network is trained");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private float[] gradients(Sample sample) {
    String output = sample.example.network().outputs().get(0);
    Shape shape = sample.plan.shape(output).batch(BATCH);
    try (Network network = compile(sample);
        Tensor input = sample.input();
        Tensor gradient = Tensor.of(shape, normal(new Random(SEED), shape.elements(), 1))) {
      network.forward(DeviceTensor.of(input), Mode.TRAINING);
      network.backward(Map.of(output, DeviceTensor.of(gradient)));
      return read(network.gradients());
    }
  }

  @Test
  void dropoutDrawsTheMaskOfEachStep() {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence().add("drop", new Layer.Dropout(0.3)).build(),
            Shape.of(4, 5));
    try (Network network = backend.compile(plan, new CompileOptions(Set.of(), 99));
        Tensor ones = Tensor.allocate(Shape.of(2, 4, 5))) {
      ones.fill(1);
      for (int step = 0; step < 3; step++) {
        assertArrayEquals(mask(step), drawn(network, ones), "the mask of step " + step);
        // A validation pass in between draws nothing.
        assertArrayEquals(
            ones.toArray(),
            network.forward(DeviceTensor.of(ones), Mode.INFERENCE).get("drop").toArray(),
            "Dropout is not left out in inference");
      }
      assertEquals(3, network.trainingPasses(), "The number of training passes");
      network.trainingPasses(1);
      assertArrayEquals(
          mask(1), drawn(network, ones), "A resumed training does not draw the mask of its step");
    }
  }

  private static float[] mask(int step) {
    DropoutMask mask = DropoutMask.of(99, "drop", step, 0.3);
    float[] factors = new float[40];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = mask.factor(i);
    }
    return factors;
  }

  private static float[] drawn(Network network, Tensor ones) {
    return network.forward(DeviceTensor.of(ones), Mode.TRAINING).get("drop").toArray();
  }

  @Test
  void writingToTheVectorOfParametersChangesTheNetwork() {
    NetworkPlan plan = linear();
    try (Network network = backend.compile(plan, CompileOptions.INFERENCE);
        Tensor input = Tensor.of(Shape.of(1, 2), 3, 5)) {
      ParameterLayout layout = plan.parameters();
      assertEquals(
          0, network.forward(DeviceTensor.of(input), Mode.INFERENCE).get("y").toArray()[0]);
      network.parameters().write(layout.slice("y.weight").offset(), new float[] {2, 10});
      assertEquals(
          56,
          network.forward(DeviceTensor.of(input), Mode.INFERENCE).get("y").toArray()[0],
          WRITTEN);
      network.parameters().write(layout.slice("y.bias").offset(), new float[] {-6});
      assertEquals(
          50,
          network.forward(DeviceTensor.of(input), Mode.INFERENCE).get("y").toArray()[0],
          WRITTEN);
    }
  }

  @Test
  void gapsInTheVectorOfGradientsStayZero() {
    NetworkPlan plan = linear();
    try (Network network = backend.compile(plan, CompileOptions.INFERENCE);
        Tensor input = Tensor.of(Shape.of(1, 2), 3, 5);
        Tensor one = Tensor.of(Shape.of(1, 1), 1)) {
      for (int pass = 0; pass < 2; pass++) {
        network.forward(DeviceTensor.of(input), Mode.TRAINING);
        network.backward(Map.of("y", DeviceTensor.of(one)));
        assertEquals(
            9 + 25 + 1,
            network.gradients().dot(network.gradients()),
            "A gap in the vector of gradients is not 0, or old gradients are left in it");
      }
    }
  }

  /** Every function of the language of updates, with values of both signs. */
  @Test
  void vectorsRunProgramsAsTheirExpressionsSay() {
    Expression x = Expression.value();
    Expression state = Expression.state(0);
    Expression input = Expression.input(0);
    Expression mean = Expression.scalar("keep").times(state).plus(input);
    Expression root = mean.abs().sqrt().plus(Expression.constant(0.5f));
    Expression step =
        x.max(input).minus(x.min(state).negate()).times(mean.sign()).over(root.times(root));
    Expression other = mean.exp().log1p().plus(root.log());
    UpdateProgram program = new UpdateProgram(x.minus(mean.positive(step, other)), List.of(mean));
    Update.Program update = new Update.Program(program, program.numbers(Map.of("keep", 0.75)));
    try (Network network = backend.compile(linear(), CompileOptions.INFERENCE);
        Vector values = network.parameters().like();
        Vector states = values.like();
        Vector inputs = values.like()) {
      float[][] before = new float[3][values.length()];
      Random random = new Random(SEED);
      for (float[] each : before) {
        for (int i = 0; i < each.length; i++) {
          each[i] = (float) random.nextGaussian();
        }
      }
      values.write(0, before[0]);
      states.write(0, before[1]);
      inputs.write(0, before[2]);
      values.update(update, List.of(states), List.of(inputs));
      float[] found = read(values);
      float[] foundState = read(states);
      for (int i = 0; i < found.length; i++) {
        double[] expected =
            new ReferenceUpdate(update)
                .at(before[0][i], new double[] {before[1][i]}, new double[] {before[2][i]});
        assertEquals(expected[0], found[i], 1e-5, "A vector is not what its program says");
        assertEquals(expected[1], foundState[i], 1e-5, "A state is not what its program says");
      }
    }
  }

  /** Of a backend that evaluates losses where it computes, in rows of odd lengths. */
  @Test
  void kernelsOfLossesSayWhatTheirProgramsSay() {
    for (int width : new int[] {2, 7, 33, 1025}) {
      new KernelCheck(backend, SEED, width).run();
    }
  }

  @Test
  void nodesThatAreNoTapsAreRefusedWithAList() {
    try (Network network = backend.compile(linear(), CompileOptions.INFERENCE);
        Tensor input = Tensor.of(Shape.of(1, 2), 3, 5)) {
      Activations activations = network.forward(DeviceTensor.of(input), Mode.INFERENCE);
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> activations.get("x"),
              "A node that is not a tap is not refused");
      assertTrue(refusal.getMessage().contains("[y]"), refusal.getMessage());
    }
  }

  private static NetworkPlan linear() {
    return NetworkPlan.of(
        NetworkDescription.sequence()
            .add("y", new Layer.Dense(1, ActivationFunction.LINEAR))
            .build(),
        Shape.of(2));
  }

  /** A network of all nodes; stops the test where the backend says that it lacks one of them. */
  private Network compile(Sample sample) {
    Set<String> missing =
        sample.plan.description().nodes().stream()
            .filter(node -> unsupportedLayers().contains(node.layer().getClass()))
            .map(Node::name)
            .collect(Collectors.toSet());
    CompileOptions options = new CompileOptions(sample.example.taps(), SEED);
    assertEquals(
        missing, backend.unsupported(sample.plan).keySet(), "what the backend cannot compile");
    if (!missing.isEmpty()) {
      RetortException refusal =
          assertThrows(RetortException.class, () -> backend.compile(sample.plan, options));
      missing.forEach(node -> assertTrue(refusal.getMessage().contains(node), refusal::getMessage));
      Assumptions.abort("The backend has no " + unsupportedLayers());
    }
    Network network = backend.compile(sample.plan, options);
    network.load(sample.weights);
    return network;
  }

  /** Compares the norm of a difference with the norm of what is expected. */
  private void assertClose(String what, double[] expected, float[] found, double scale) {
    assertEquals(expected.length, found.length, what);
    double[] difference = new double[expected.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = found[i] - expected[i];
    }
    // What is 0 by nature, such as the gradient of a bias before a batch normalisation, is judged
    // by the size of the whole gradient.
    double allowed = tolerance() * Math.max(norm(expected), 1e-2 * scale) + 1e-9;
    double error = norm(difference);
    assertTrue(
        error <= allowed,
        () ->
            what
                + " is off by "
                + error
                + ", allowed is "
                + allowed
                + "; expected "
                + Arrays.toString(Arrays.copyOf(expected, Math.min(20, expected.length)))
                + ", found "
                + Arrays.toString(Arrays.copyOf(found, Math.min(20, found.length))));
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
  }

  private static float[] read(Vector vector) {
    float[] values = new float[vector.length()];
    vector.read(0, values);
    return values;
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static float[] normal(Random random, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  /** A batch and weights for a case, drawn from a seed. */
  private static final class Sample {
    final BackendCase example;
    final int batch;
    final NetworkPlan plan;
    final Weights weights;
    final float[] values;

    Sample(BackendCase example, int batch, long seed) {
      this.example = example;
      this.batch = batch;
      this.plan = NetworkPlan.of(example.network(), example.input());
      Random random = new Random(seed);
      Map<String, Weights.Array> arrays = new LinkedHashMap<>();
      for (ParameterLayout layout : List.of(plan.parameters(), plan.buffers())) {
        for (ParameterSlice slice : layout.slices()) {
          arrays.put(slice.name(), new Weights.Array(slice.shape(), draw(random, slice)));
        }
      }
      this.weights = new Weights(arrays);
      this.values = normal(random, batch * example.input().elements(), 1);
      plan.tokens().ifPresent(tokens -> TokenSamples.draw(random, tokens, batch, values));
    }

    private static float[] draw(Random random, ParameterSlice slice) {
      float[] drawn = normal(random, slice.shape().elements(), 0.5);
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] =
            switch (slice.role()) {
              case WEIGHT, BIAS, RUNNING_MEAN -> drawn[i];
              case SCALE, RUNNING_VARIANCE -> 0.5f + Math.abs(drawn[i]);
            };
      }
      return drawn;
    }

    Tensor input() {
      return Tensor.of(example.input().batch(batch), values);
    }

    ReferenceNetwork reference() {
      return new ReferenceNetwork(plan, weights, SEED);
    }
  }
}
