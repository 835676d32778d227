package io.retort.exporters.solr;

import io.retort.core.export.ExporterProvider;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.Shape;
import io.retort.exporters.SolrModel;
import io.retort.exporters.providers.SolrLtrProvider;
import io.retort.testkit.ExporterContract;
import io.retort.testkit.RandomNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The exporter keeps the contract of all exporters; Solr's own class computes with its files. */
class SolrLtrContractTest extends ExporterContract<SolrModel> {
  private static final List<ActivationFunction> FUNCTIONS =
      List.of(
          ActivationFunction.LINEAR,
          ActivationFunction.RELU,
          ActivationFunction.LEAKY_RELU,
          ActivationFunction.TANH,
          ActivationFunction.SIGMOID);

  @Override
  protected ExporterProvider<SolrModel> provider() {
    return new SolrLtrProvider();
  }

  @Override
  protected SolrModel configuration() {
    return new SolrModel("student", Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Solr computes in 32 bits. */
  @Override
  protected double tolerance() {
    return 1e-5;
  }

  /** Chains of all that Solr has, or that becomes part of it, in any order. */
  @Override
  protected List<RandomNetworks.Sample> ownSamples() {
    List<RandomNetworks.Sample> samples = new ArrayList<>();
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      NetworkDescription.Builder network = NetworkDescription.sequence();
      int nodes = random.nextInt(7);
      network.add("first", new Layer.Flatten());
      for (int i = 0; i < nodes; i++) {
        network.add("n" + i, layer(random));
      }
      network.add("score", new Layer.Dense(1, function(random)));
      if (random.nextBoolean()) {
        network.add("norm", new Layer.BatchNorm(0.1, 1e-3));
      }
      samples.add(RandomNetworks.draw(network.build(), Shape.of(1 + random.nextInt(9)), 5, seed));
    }
    return samples;
  }

  private static Layer layer(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Layer.BatchNorm(0.1, 1e-3);
      case 1 -> new Layer.Activation(function(random));
      case 2 -> new Layer.Dropout(0.5);
      default ->
          new Layer.Dense(
              1 + random.nextInt(9), function(random), random.nextBoolean(), Initializer.AUTO);
    };
  }

  private static ActivationFunction function(Random random) {
    return FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
  }

  @Override
  protected Optional<List<float[]>> compute(Path file, SavedNetwork written, float[] inputs)
      throws IOException {
    SolrFile solr = SolrFile.read(file);
    int width = written.plan().input().elements();
    float[] scores = new float[inputs.length / width];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = solr.score(Arrays.copyOfRange(inputs, i * width, (i + 1) * width));
    }
    return Optional.of(List.of(scores));
  }
}
