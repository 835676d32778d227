package io.retort.backends.cpu.dl4j;

import io.retort.backends.cpu.dl4j.configuration.Dl4jZipFile;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.SavedNetwork;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
  private final NetworkDraft network;
  private final boolean featuresFirst;

  /** What the readers of a part get. */
  private final Map<String, NodeOutput> values = new HashMap<>();

  /** The nodes of outputs that leave off what their readers get. */
  private final Map<String, String> logitsOf = new HashMap<>();

  GraphImport(Dl4jModel model, Dl4jZipFile file) {
    this.model = model;
    this.logits = file.logits();
    this.network = new NetworkDraft(file.input().orElseGet(this::inputOfFirstLayer));
    this.featuresFirst =
        model.parts().stream()
            .anyMatch(
                part ->
                    part.configuration() instanceof BaseRecurrentLayer recurrent
                        && recurrent.getRnnDataFormat() != RNNFormat.NWC);
  }

  SavedNetwork translate() {
    values.put(model.input(), new NodeOutput(NetworkDescription.INPUT, new int[2]));
    model.parts().forEach(this::add);
    List<String> outputs = new ArrayList<>();
    for (String output : model.outputs()) {
      String node =
          logitsOf.containsKey(output) ? logitsOf.get(output) : whole(output, output).node();
      // Two outputs may be the same: logits, and what is left of an activation layer after them.
      outputs.add(
          outputs.contains(node)
              ? network.node(output, new Layer.Activation(ActivationFunction.LINEAR), node).node()
              : node);
    }
    return network.finished(outputs);
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
        LayerImport translation = new LayerImport(network, part, head);
        String result = translation.add(layer, values.get(from));
        if (model.parts().stream().anyMatch(all -> all.inputs().contains(part.name()))) {
          logitsOf.put(part.name(), result);
          result = translation.activated(result);
        }
        values.put(part.name(), new NodeOutput(result, new int[2]));
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
      throw part.refused("has no counterpart in Retort");
    }
  }

  private NodeOutput before(Dl4jModel.Part part, InputPreProcessor step) {
    NodeOutput from = whole(part.inputs().get(0), part.name());
    if (step instanceof CnnToFeedForwardPreProcessor flatten) {
      if (flatten.getFormat() != org.deeplearning4j.nn.conf.CNN2DFormat.NCHW) {
        throw part.refused("flattens images with their channels last");
      }
      return network.node(part.name() + "-flat", new Layer.Flatten(), from.node());
    } else if (step instanceof FeedForwardToCnnPreProcessor image) {
      return network.node(part.name() + "-image", new Layer.Reshape(image(image)), from.node());
    } else if (step instanceof FeedForwardToRnnPreProcessor
        || step instanceof RnnToFeedForwardPreProcessor) {
      // A dense layer works on every step of a sequence as it is.
      return from;
    }
    throw part.refused("has a " + step.getClass().getSimpleName() + " before it");
  }

  private static Shape image(FeedForwardToCnnPreProcessor image) {
    return Shape.of(
        (int) image.getNumChannels(), (int) image.getInputHeight(), (int) image.getInputWidth());
  }

  private NodeOutput cropped(Dl4jModel.Part part, Cropping2D cropping) {
    NodeOutput from = whole(part.inputs().get(0), part.name());
    int[] crop = cropping.getCropping();
    if (crop[0] != 0 || crop[2] != 0) {
      throw part.refused("crops rows at the top or columns at the left");
    }
    return new NodeOutput(from.node(), new int[] {crop[1], crop[3]});
  }

  private NodeOutput reshaped(Dl4jModel.Part part, ReshapeVertex reshape) {
    NodeOutput from = whole(part.inputs().get(0), part.name());
    Shape before = network.shape(from.node());
    int[] target = reshape.getNewShape();
    if (reshape.getReshapeOrder() != 'c' || target.length < 2 || target[0] != -1) {
      throw part.refused("reshapes to " + Arrays.toString(target) + " across samples");
    }
    Shape after = Shape.of(Arrays.copyOfRange(target, 1, target.length));
    if (after.equals(before) || (before.rank() == 2 && after.equals(Shape.of(before.extent(1))))) {
      // The second is every step of a sequence as a row: what a dense layer sees without it too.
      return from;
    } else if (after.elements() != before.elements()) {
      throw part.refused("reshapes " + before + " to " + after + " across samples");
    } else if (featuresFirst && (before.rank() == 2 || after.rank() == 2)) {
      throw part.refused("reshapes sequences that have their features first");
    }
    return network.node(
        part.name(),
        after.rank() == 1 ? new Layer.Flatten() : new Layer.Reshape(after),
        from.node());
  }

  private NodeOutput merged(Dl4jModel.Part part) {
    boolean sequences = network.shape(whole(part.inputs().get(0), part.name()).node()).rank() == 2;
    if (sequences) {
      throw part.refused("joins sequences");
    }
    return joined(part, new Layer.Concat());
  }

  private NodeOutput joined(Dl4jModel.Part part, Layer layer) {
    return network.node(
        part.name(),
        layer,
        part.inputs().stream().map(name -> whole(name, part.name()).node()).toArray(String[]::new));
  }

  /** What a part gives, if no later window is to leave out a part of it. */
  private NodeOutput whole(String name, String reader) {
    NodeOutput value = values.get(name);
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
}
