package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.configuration.Dl4jZipFile;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.importer.NodeNames;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Node;
import io.retort.core.network.SavedNetwork;
import io.retort.core.network.Weights;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;

/** The graph of a model of Deeplearning4j as a network: the counterpart of {@link ExportGraph}. */
final class GraphImport {
  private final Dl4jModel model;
  private final boolean logits;
  private final Shape input;
  private final boolean featuresFirst;
  private final NodeNames names = new NodeNames();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Weights.Array> arrays = new LinkedHashMap<>();

  /** What the readers of a part get. */
  private final Map<String, Value> values = new HashMap<>();

  /** The nodes of outputs that leave off what their readers get. */
  private final Map<String, String> logitsOf = new HashMap<>();

  /**
   * What a part of the model gives.
   *
   * @param node the node that computes it
   * @param cropped rows and columns that are missing at its bottom and right
   */
  record Value(String node, int[] cropped) {
    boolean whole() {
      return cropped[0] == 0 && cropped[1] == 0;
    }
  }

  GraphImport(Dl4jModel model, Dl4jZipFile file) {
    this.model = model;
    this.logits = file.logits();
    this.input = file.input().orElseGet(this::inputOfFirstLayer);
    this.featuresFirst =
        model.parts().stream()
            .anyMatch(
                part ->
                    part.configuration() instanceof BaseRecurrentLayer recurrent
                        && recurrent.getRnnDataFormat() != RNNFormat.NWC);
  }

  SavedNetwork translate() {
    values.put(model.input(), new Value(NetworkDescription.INPUT, new int[2]));
    model.parts().forEach(this::add);
    List<String> outputs = new ArrayList<>();
    for (String output : model.outputs()) {
      String node =
          logitsOf.containsKey(output) ? logitsOf.get(output) : whole(output, output).node();
      // Two outputs may be the same: logits, and what is left of an activation layer after them.
      outputs.add(
          outputs.contains(node)
              ? node(output, new Layer.Activation(ActivationFunction.LINEAR), node).node()
              : node);
    }
    NetworkPlan plan = NetworkPlan.of(new NetworkDescription(nodes, outputs), input);
    return new SavedNetwork(plan, new Weights(arrays));
  }

  private Shape inputOfFirstLayer() {
    for (Dl4jModel.Part part : model.parts()) {
      if (part.inputs().contains(model.input())) {
        if (part.before().orElse(null) instanceof FeedForwardToCnnPreProcessor image) {
          return Shape.of(image(image).elements());
        } else if (part.before().isEmpty()
            && (part.configuration() instanceof DenseLayer
                || part.configuration() instanceof BaseOutputLayer)) {
          return Shape.of(
              (int)
                  ((org.deeplearning4j.nn.conf.layers.FeedForwardLayer) part.configuration())
                      .getNIn());
        }
      }
    }
    throw new RetortException(
        ErrorKind.DATA,
        "the file does not tell the shape of its input; give it with 'input', such as input:"
            + " 1x28x28");
  }

  private void add(Dl4jModel.Part part) {
    Object configuration = part.configuration();
    if (configuration instanceof org.deeplearning4j.nn.conf.layers.Layer layer) {
      String from = part.inputs().get(0);
      if (part.before().isPresent()) {
        values.put(part.name(), before(part, part.before().get()));
        from = part.name();
      }
      if (layer instanceof Cropping2D cropping) {
        values.put(part.name(), cropped(part, cropping));
      } else {
        boolean head = logits && model.outputs().contains(part.name());
        LayerImport translation = new LayerImport(this, part, head);
        String result = translation.add(layer, values.get(from));
        if (model.parts().stream().anyMatch(all -> all.inputs().contains(part.name()))) {
          logitsOf.put(part.name(), result);
          result = translation.activated(result);
        }
        values.put(part.name(), new Value(result, new int[2]));
      }
    } else if (configuration instanceof PreprocessorVertex vertex) {
      values.put(part.name(), before(part, vertex.getPreProcessor()));
    } else if (configuration instanceof ReshapeVertex reshape) {
      values.put(part.name(), reshaped(part, reshape));
    } else if (configuration instanceof ScaleVertex scale && scale.getScaleFactor() == 1) {
      values.put(part.name(), values.get(part.inputs().get(0)));
    } else if (configuration instanceof ElementWiseVertex sum
        && sum.getOp() == ElementWiseVertex.Op.Add) {
      values.put(part.name(), joined(part, new Layer.Add()));
    } else if (configuration instanceof MergeVertex) {
      values.put(part.name(), merged(part));
    } else {
      throw unknown(part, "has no counterpart in Retort");
    }
  }

  private Value before(Dl4jModel.Part part, InputPreProcessor step) {
    Value from = whole(part.inputs().get(0), part.name());
    if (step instanceof CnnToFeedForwardPreProcessor flatten) {
      if (flatten.getFormat() != org.deeplearning4j.nn.conf.CNN2DFormat.NCHW) {
        throw unknown(part, "flattens images with their channels last");
      }
      return node(part.name() + "-flat", new Layer.Flatten(), from.node());
    } else if (step instanceof FeedForwardToCnnPreProcessor image) {
      return node(part.name() + "-image", new Layer.Reshape(image(image)), from.node());
    } else if (step instanceof FeedForwardToRnnPreProcessor
        || step instanceof RnnToFeedForwardPreProcessor) {
      // A dense layer works on every step of a sequence as it is.
      return from;
    }
    throw unknown(part, "has a " + step.getClass().getSimpleName() + " before it");
  }

  private static Shape image(FeedForwardToCnnPreProcessor image) {
    return Shape.of(
        (int) image.getNumChannels(), (int) image.getInputHeight(), (int) image.getInputWidth());
  }

  private Value cropped(Dl4jModel.Part part, Cropping2D cropping) {
    Value from = whole(part.inputs().get(0), part.name());
    int[] crop = cropping.getCropping();
    if (crop[0] != 0 || crop[2] != 0) {
      throw unknown(part, "crops rows at the top or columns at the left");
    }
    return new Value(from.node(), new int[] {crop[1], crop[3]});
  }

  private Value reshaped(Dl4jModel.Part part, ReshapeVertex reshape) {
    Value from = whole(part.inputs().get(0), part.name());
    Shape before = shape(from.node());
    int[] target = reshape.getNewShape();
    if (reshape.getReshapeOrder() != 'c' || target.length < 2 || target[0] != -1) {
      throw unknown(part, "reshapes to " + Arrays.toString(target) + " across samples");
    }
    Shape after = Shape.of(Arrays.copyOfRange(target, 1, target.length));
    if (after.equals(before) || (before.rank() == 2 && after.equals(Shape.of(before.extent(1))))) {
      // The second is every step of a sequence as a row: what a dense layer sees without it too.
      return from;
    } else if (after.elements() != before.elements()) {
      throw unknown(part, "reshapes " + before + " to " + after + " across samples");
    } else if (featuresFirst && (before.rank() == 2 || after.rank() == 2)) {
      throw unknown(part, "reshapes sequences that have their features first");
    }
    return node(
        part.name(),
        after.rank() == 1 ? new Layer.Flatten() : new Layer.Reshape(after),
        from.node());
  }

  private Value merged(Dl4jModel.Part part) {
    boolean sequences = shape(whole(part.inputs().get(0), part.name()).node()).rank() == 2;
    if (sequences) {
      throw unknown(part, "joins sequences");
    }
    return joined(part, new Layer.Concat());
  }

  private Value joined(Dl4jModel.Part part, Layer layer) {
    return node(
        part.name(),
        layer,
        part.inputs().stream().map(name -> whole(name, part.name()).node()).toArray(String[]::new));
  }

  /** What a part gives, if no later window is to leave out a part of it. */
  private Value whole(String name, String reader) {
    Value value = values.get(name);
    if (!value.whole()) {
      throw new RetortException(
          ErrorKind.DATA,
          "the layer '"
              + reader
              + "' reads the cropped '"
              + name
              + "'; cropping has a counterpart in Retort only before a window with same padding");
    }
    return value;
  }

  /** Adds a node under a valid name. */
  Value node(String name, Layer layer, String... inputs) {
    // Dots mark the vertices beside a node that the exporter needs.
    String valid = names.next(name.replaceFirst("\\.dense$", ""));
    nodes.add(new Node(valid, layer, List.of(inputs)));
    return new Value(valid, new int[2]);
  }

  /** Sets an array of a node. */
  void array(String name, Shape shape, float[] content) {
    arrays.put(name, new Weights.Array(shape, content));
  }

  /** The shape of one sample of a node's output. */
  Shape shape(String node) {
    return node.equals(NetworkDescription.INPUT)
        ? input
        : NetworkPlan.of(new NetworkDescription(nodes, List.of(node)), input).shape(node);
  }

  static RetortException unknown(Dl4jModel.Part part, String clause) {
    return new RetortException(
        ErrorKind.DATA,
        "the layer '"
            + part.name()
            + "' ("
            + part.configuration().getClass().getSimpleName()
            + ") "
            + clause
            + "; it cannot be imported");
  }
}
