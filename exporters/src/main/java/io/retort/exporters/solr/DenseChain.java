package io.retort.exporters.solr;

import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.LayerVisitor;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a network that gives the score, as a chain of dense layers. Each method returns what
 * Solr's model cannot do. Batch normalisation becomes part of the dense layer before or after it.
 */
final class DenseChain implements LayerVisitor<Optional<String>> {
  private final NetworkPlan plan;
  private final Weights weights;
  private final List<DenseLayer> layers = new ArrayList<>();
  private Node node;

  /**
   * A normalisation behind a function or the input, not part of a layer yet; empty if there is
   * none.
   */
  private double[] factors = {};

  private double[] added = {};

  private DenseChain(SavedNetwork network) {
    this.plan = network.plan();
    this.weights = network.weights();
  }

  /**
   * Brings a network to dense layers.
   *
   * @param faults takes what cannot be brought, by node
   * @return the layers, of which the last has one unit; not to be used if there are faults
   */
  static List<DenseLayer> of(SavedNetwork network, SolrScore score, Map<String, String> faults) {
    DenseChain chain = new DenseChain(network);
    NetworkDescription part =
        new NetworkDescription(network.plan().description().nodes(), List.of(score.node()))
            .pruned();
    String before = NetworkDescription.INPUT;
    for (Node node : part.nodes()) {
      chain
          .fault(node, before)
          .ifPresent(
              clause -> {
                faults.put(node.name(), clause);
                chain.startAgain();
              });
      before = node.name();
    }
    return faults.isEmpty() ? chain.ending(score) : List.of();
  }

  private Optional<String> fault(Node next, String before) {
    node = next;
    return next.inputs().size() > 1 || next.inputs().get(0).equals(before)
        ? next.layer().accept(this)
        : Optional.of("does not read the node before it; Solr's model is a chain");
  }

  /** Behind a fault, only further faults are looked for. */
  private void startAgain() {
    layers.clear();
    factors = new double[0];
  }

  private List<DenseLayer> ending(SolrScore score) {
    if (factors.length > 0 || layers.isEmpty()) {
      append(DenseLayer.IDENTITY);
    }
    DenseLayer last = layers.get(layers.size() - 1);
    if (last.isLinear()) {
      layers.set(layers.size() - 1, last.weighed(score.weights(), score.activation()));
    } else {
      layers.add(
          new DenseLayer(new double[][] {score.weights()}, new double[] {0}, score.activation()));
    }
    return List.copyOf(layers);
  }

  /** A layer of its own for a function, and for the normalisation before it. */
  private void append(String activation) {
    int width = plan.shape(node.name()).elements();
    if (factors.length == 0) {
      factors = new double[width];
      Arrays.fill(factors, 1);
      added = new double[width];
    }
    layers.add(DenseLayer.diagonal(factors, added, activation));
    factors = new double[0];
  }

  @Override
  public Optional<String> dense(Layer.Dense dense) {
    Shape input = plan.shape(node.inputs().get(0));
    if (input.rank() > 1) {
      return Optional.of("is applied to each row of " + input + "; put a flatten node before it");
    }
    Optional<String> function = function(dense.activation());
    if (function.isEmpty()) {
      return unknown(dense.activation());
    }
    float[] values = array("weight");
    double[][] weight = new double[dense.units()][input.elements()];
    for (int i = 0; i < values.length; i++) {
      weight[i / input.elements()][i % input.elements()] = values[i];
    }
    double[] bias = new double[dense.units()];
    if (dense.bias()) {
      float[] given = array("bias");
      for (int i = 0; i < bias.length; i++) {
        bias[i] = given[i];
      }
    }
    DenseLayer layer = new DenseLayer(weight, bias, function.get());
    layers.add(factors.length > 0 ? layer.after(factors, added) : layer);
    factors = new double[0];
    return Optional.empty();
  }

  @Override
  public Optional<String> batchNorm(Layer.BatchNorm norm) {
    if (plan.shape(node.name()).rank() > 1) {
      return Optional.of("normalises the channels of an image");
    }
    float[] scale = array("scale");
    float[] shift = array("shift");
    float[] mean = array("mean");
    float[] variance = array("variance");
    double[] multiplied = new double[scale.length];
    double[] moved = new double[scale.length];
    for (int i = 0; i < multiplied.length; i++) {
      multiplied[i] = scale[i] / Math.sqrt(variance[i] + norm.epsilon());
      moved[i] = shift[i] - mean[i] * multiplied[i];
    }
    if (factors.length > 0) {
      append(DenseLayer.IDENTITY);
    }
    int last = layers.size() - 1;
    if (last >= 0 && layers.get(last).isLinear()) {
      layers.set(last, layers.get(last).then(multiplied, moved));
    } else {
      factors = multiplied;
      added = moved;
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> activation(Layer.Activation activation) {
    Optional<String> function = function(activation.function());
    if (function.isEmpty()) {
      return unknown(activation.function());
    }
    int last = layers.size() - 1;
    if (factors.length > 0 || last < 0 || !layers.get(last).isLinear()) {
      append(function.get());
    } else {
      layers.set(last, layers.get(last).with(function.get()));
    }
    return Optional.empty();
  }

  private static Optional<String> function(ActivationFunction function) {
    return switch (function) {
      case LINEAR -> Optional.of(DenseLayer.IDENTITY);
      case RELU -> Optional.of("relu");
      case LEAKY_RELU -> Optional.of("leakyrelu");
      case TANH -> Optional.of("tanh");
      case SIGMOID -> Optional.of("sigmoid");
      case SILU, GELU -> Optional.empty();
    };
  }

  private static Optional<String> unknown(ActivationFunction function) {
    return Optional.of(
        "has the function " + function + "; Solr has relu, leaky-relu, tanh and sigmoid");
  }

  @Override
  public Optional<String> dropout(Layer.Dropout dropout) {
    return Optional.empty();
  }

  @Override
  public Optional<String> flatten(Layer.Flatten flatten) {
    return Optional.empty();
  }

  @Override
  public Optional<String> reshape(Layer.Reshape reshape) {
    return Optional.empty();
  }

  @Override
  public Optional<String> conv2d(Layer.Conv2d conv) {
    return other("a convolution");
  }

  @Override
  public Optional<String> maxPool(Layer.MaxPool pool) {
    return other("a pooling");
  }

  @Override
  public Optional<String> avgPool(Layer.AvgPool pool) {
    return other("a pooling");
  }

  @Override
  public Optional<String> globalAvgPool(Layer.GlobalAvgPool pool) {
    return other("a pooling");
  }

  @Override
  public Optional<String> upsample(Layer.Upsample upsample) {
    return other("an upsampling");
  }

  @Override
  public Optional<String> add(Layer.Add sum) {
    return other("a sum of nodes");
  }

  @Override
  public Optional<String> concat(Layer.Concat concat) {
    return other("a join of nodes");
  }

  @Override
  public Optional<String> embedding(Layer.Embedding embedding) {
    return other("an embedding");
  }

  @Override
  public Optional<String> embeddingBag(Layer.EmbeddingBag bag) {
    return other("an embedding");
  }

  @Override
  public Optional<String> conv1d(Layer.Conv1d conv) {
    return other("a convolution");
  }

  @Override
  public Optional<String> poolOverTime(Layer.PoolOverTime pool) {
    return other("a pooling");
  }

  @Override
  public Optional<String> lstm(Layer.Lstm lstm) {
    return other("a recurrent layer");
  }

  @Override
  public Optional<String> gru(Layer.Gru gru) {
    return other("a recurrent layer");
  }

  private static Optional<String> other(String layer) {
    return Optional.of("is " + layer + "; Solr's model has dense layers alone");
  }

  private float[] array(String name) {
    return weights.arrays().get(node.name() + "." + name).values();
  }
}
