package io.retort.core.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * How a saved model fits data: what becomes of the data's inputs before the model reads them, and
 * of its outputs before they are the data's. A model of which nothing is known but its network is
 * taken to have been taught such data.
 */
public final class ModelFit {
  private final Shape reads;
  private final Shape given;
  private final RowMapping inputs;
  private final Map<String, RowMapping> outputs;

  private ModelFit(Shape reads, Shape given, RowMapping inputs, Map<String, RowMapping> outputs) {
    this.reads = reads;
    this.given = given;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Matches a model to data.
   *
   * @param model the model
   * @param data what the data would teach
   * @param inputShape the shape of a sample's input in the data
   * @return how the two fit
   * @throws RetortException if they do not: other columns, classes, labels or values, or another
   *     shape. The message is a clause that starts with "the data"
   */
  public static ModelFit of(SavedModel model, Signature data, Shape inputShape) {
    Shape reads = model.network().plan().input();
    RowMapping inputs =
        model
            .signature()
            .filter(taught -> !taught.columns().isEmpty() && !data.columns().isEmpty())
            .map(taught -> SignatureMatch.inputs(data.columns(), taught.columns()))
            .orElseGet(() -> RowMapping.identity(inputShape.elements()));
    if (inputs.isIdentity() && !reads.equals(inputShape)) {
      throw new RetortException(
          ErrorKind.DATA,
          "the data have inputs of shape "
              + inputShape
              + ", but the network reads inputs of shape "
              + reads);
    }
    Map<String, RowMapping> outputs = new HashMap<>();
    NetworkPlan plan = model.network().plan();
    for (Head head : data.heads()) {
      // What the model was taught says more of a misfit than the shape of its output.
      outputs.put(
          head.name(),
          model
              .signature()
              .map(taught -> SignatureMatch.outputs(taught, head))
              .orElseGet(() -> RowMapping.identity(head.in(plan).task().outputs())));
      head.in(plan).output(plan);
    }
    return new ModelFit(reads, inputShape, inputs, outputs);
  }

  /**
   * What makes inputs of the model from inputs of the data.
   *
   * @return the mapping of a sample's values
   */
  public RowMapping inputs() {
    return inputs;
  }

  /**
   * What makes outputs for a head of the data from what the model says.
   *
   * @param head the head's name
   * @return the mapping of a sample's outputs; leaves all other outputs, such as features, as they
   *     are
   */
  public RowMapping output(String head) {
    return outputs.get(head);
  }

  /**
   * Samples of the data with inputs as the model reads them.
   *
   * @param samples samples of the data
   * @return the same samples
   */
  public Samples adapt(Samples samples) {
    return inputs.isIdentity() ? samples : new Adapted(samples);
  }

  private final class Adapted extends ForwardingSamples {

    Adapted(Samples samples) {
      super(samples);
    }

    @Override
    public void inputs(int[] chosen, Tensor destination) {
      if (!destination.shape().equals(reads.batch(chosen.length))) {
        throw new IllegalArgumentException(
            "The destination has the shape "
                + destination.shape()
                + ", not "
                + reads.batch(chosen.length));
      }
      try (Tensor present = Tensor.allocate(given.batch(chosen.length))) {
        super.inputs(chosen, present);
        inputs.apply(present, destination);
      }
    }
  }
}
