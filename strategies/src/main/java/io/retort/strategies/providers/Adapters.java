package io.retort.strategies.providers;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Extent;
import io.retort.core.network.Initializer;
import io.retort.core.network.Layer;
import io.retort.core.network.Node;
import io.retort.core.network.Padding;
import io.retort.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Trainable nodes that bring a student's activation to the shape of a teacher's: a dense layer for
 * vectors and for the features of sequences; for images a convolution whose window and stride give
 * exactly the teacher's height and width (as the regressor of FitNets), after a repetition of
 * pixels where the student's image is the smaller one.
 */
final class Adapters {

  private Adapters() {}

  /** The nodes, each reading the one before; none where the shapes are equal. */
  static List<Node> between(String name, String student, Shape from, Shape to) {
    if (from.equals(to)) {
      return List.of();
    }
    if (from.rank() == 3 && to.rank() == 3) {
      return image(name, student, from, to);
    }
    boolean vectors = from.rank() == 1 && to.rank() == 1;
    boolean sequences = from.rank() == 2 && to.rank() == 2 && from.extent(0) == to.extent(0);
    if (vectors || sequences) {
      Layer dense = new Layer.Dense(to.extent(-1), ActivationFunction.LINEAR);
      return List.of(new Node(name, dense, List.of(student)));
    }
    throw new RetortException(
        ErrorKind.CONFIGURATION,
        "The hint from the student's '"
            + student
            + "' of shape "
            + from
            + " cannot be adapted to the teacher's shape "
            + to
            + "; pair images with images, vectors with vectors, and sequences of one length");
  }

  private static List<Node> image(String name, String student, Shape from, Shape to) {
    List<Node> nodes = new ArrayList<>();
    Extent factor =
        new Extent(
            repetitions(from.extent(1), to.extent(1)), repetitions(from.extent(2), to.extent(2)));
    String previous = student;
    if (factor.height() > 1 || factor.width() > 1) {
      previous = name + "-enlarged";
      nodes.add(new Node(previous, new Layer.Upsample(factor), List.of(student)));
    }
    int height = from.extent(1) * factor.height();
    int width = from.extent(2) * factor.width();
    Extent stride = new Extent(height / to.extent(1), width / to.extent(2));
    Extent kernel =
        new Extent(
            height - (to.extent(1) - 1) * stride.height(),
            width - (to.extent(2) - 1) * stride.width());
    Layer convolution =
        new Layer.Conv2d(
            to.extent(0),
            kernel,
            stride,
            Padding.VALID,
            Extent.of(1),
            1,
            ActivationFunction.LINEAR,
            true,
            Initializer.AUTO);
    nodes.add(new Node(name, convolution, List.of(previous)));
    return nodes;
  }

  /** How often pixels are repeated so that the student's image is at least as large. */
  private static int repetitions(int from, int to) {
    return (to + from - 1) / from;
  }
}
