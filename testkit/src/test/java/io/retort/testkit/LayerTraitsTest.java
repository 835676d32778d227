package io.retort.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.backend.Mode;
import io.retort.core.network.LayerTraits;
import io.retort.core.network.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link LayerTraits} says of layers is true of what the reference computes. */
class LayerTraitsTest {
  private static final int BATCH = 3;
  private static final long SEED = 7;

  static List<BackendCase> cases() {
    return BackendCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void layersThatKeepNumbersGiveWhatTheyRead(BackendCase example) {
    RandomNetworks.Sample sample = draw(example);
    Map<String, double[]> outputs = run(sample, sample.inputs(), Mode.INFERENCE);
    for (Node node : example.network().nodes()) {
      if (node.layer().traits().keepsNumbers()) {
        assertArrayEquals(
            sorted(outputs, node.inputs()), sorted(outputs, List.of(node.name())), node::toString);
      }
    }
  }

  /** Where a node reads the same for a sample, it gives the same, unless it mixes samples. */
  @ParameterizedTest
  @MethodSource("cases")
  void onlyLayersThatMixSamplesSeeTheOthersOfTheBatch(BackendCase example) {
    RandomNetworks.Sample sample = draw(example);
    float[] others = sample.inputs().clone();
    int width = example.input().elements();
    System.arraycopy(others, width, others, 2 * width, width);
    Map<String, double[]> before = run(sample, sample.inputs(), Mode.TRAINING);
    Map<String, double[]> after = run(sample, others, Mode.TRAINING);
    for (Node node : example.network().nodes()) {
      boolean sameRead =
          node.inputs().stream().allMatch(name -> sameFirst(before.get(name), after.get(name)));
      if (sameRead) {
        assertEquals(
            !node.layer().traits().mixesSamples(),
            sameFirst(before.get(node.name()), after.get(node.name())),
            () -> "Whether " + node + " gives the same for a sample in another batch");
      }
    }
  }

  private static RandomNetworks.Sample draw(BackendCase example) {
    return RandomNetworks.draw(example.network(), example.input(), BATCH, SEED);
  }

  private static Map<String, double[]> run(
      RandomNetworks.Sample sample, float[] inputs, Mode mode) {
    double[] wide = new double[inputs.length];
    Arrays.setAll(wide, i -> inputs[i]);
    return new ReferenceNetwork(sample.plan(), sample.weights(), SEED)
        .forward(wide, mode, 0)
        .outputs();
  }

  private static double[] sorted(Map<String, double[]> outputs, List<String> names) {
    return names.stream().map(outputs::get).flatMapToDouble(Arrays::stream).sorted().toArray();
  }

  private static boolean sameFirst(double[] some, double[] others) {
    int width = some.length / BATCH;
    return Arrays.equals(some, 0, width, others, 0, width);
  }
}
