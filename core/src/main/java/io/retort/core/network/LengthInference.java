package io.retort.core.network;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.util.List;
import java.util.Optional;

/**
 * The length of what a node gives if that is a padded sequence, or an error if it cannot read one.
 * Shapes have been found to fit.
 */
final class LengthInference implements LayerVisitor<Optional<SequenceLength>> {
  private static final String POOL =
      "put a pool-over-time or a recurrent node that returns the last state before it";

  private final Node node;
  private final List<Optional<SequenceLength>> inputs;
  private final Optional<SequenceLength> input;

  private LengthInference(Node node, List<Optional<SequenceLength>> inputs) {
    this.node = node;
    this.inputs = inputs;
    this.input = inputs.get(0);
  }

  static Optional<SequenceLength> infer(Node node, List<Optional<SequenceLength>> inputs) {
    return node.layer().accept(new LengthInference(node, inputs));
  }

  @Override
  public Optional<SequenceLength> dense(Layer.Dense dense) {
    return input;
  }

  @Override
  public Optional<SequenceLength> conv2d(Layer.Conv2d conv) {
    return ended();
  }

  @Override
  public Optional<SequenceLength> maxPool(Layer.MaxPool pool) {
    return ended();
  }

  @Override
  public Optional<SequenceLength> avgPool(Layer.AvgPool pool) {
    return ended();
  }

  @Override
  public Optional<SequenceLength> globalAvgPool(Layer.GlobalAvgPool pool) {
    return ended();
  }

  @Override
  public Optional<SequenceLength> upsample(Layer.Upsample upsample) {
    return ended();
  }

  @Override
  public Optional<SequenceLength> batchNorm(Layer.BatchNorm norm) {
    return ended();
  }

  @Override
  public Optional<SequenceLength> activation(Layer.Activation activation) {
    return input;
  }

  @Override
  public Optional<SequenceLength> dropout(Layer.Dropout dropout) {
    return input;
  }

  @Override
  public Optional<SequenceLength> flatten(Layer.Flatten flatten) {
    return ended();
  }

  @Override
  public Optional<SequenceLength> reshape(Layer.Reshape reshape) {
    require(
        input.isEmpty(),
        "would tear its steps apart; "
            + POOL
            + ", or a flatten node if its zeros may be values like others");
    return ended();
  }

  @Override
  public Optional<SequenceLength> add(Layer.Add sum) {
    require(
        inputs.stream().allMatch(input::equals),
        "can only be added to one of the same length; let both come from the same embedding through"
            + " windows of the same size");
    return input;
  }

  @Override
  public Optional<SequenceLength> concat(Layer.Concat concat) {
    require(
        inputs.stream().allMatch(Optional::isEmpty),
        "has no end to join another one to; pool both over time, and join what that gives");
    return ended();
  }

  @Override
  public Optional<SequenceLength> embedding(Layer.Embedding embedding) {
    if (!embedding.padded()) {
      return ended();
    }
    if (!node.inputs().equals(List.of(NetworkDescription.INPUT))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Node '"
              + node.name()
              + "' is padded and reads "
              + node.inputs().get(0)
              + "; only the network's input tells how many steps a sample has, so let it read"
              + " that");
    }
    return Optional.of(SequenceLength.OF_TOKENS);
  }

  @Override
  public Optional<SequenceLength> embeddingBag(Layer.EmbeddingBag bag) {
    return ended();
  }

  @Override
  public Optional<SequenceLength> conv1d(Layer.Conv1d conv) {
    require(
        input.isEmpty() || !conv.padding().same() || conv.stride() == 1,
        "has zeros before its first step by the padding 'same' that depend on their number where"
            + " there is a stride; give the padding as a number, such as "
            + conv.covered() / 2);
    int margin = conv.padding().same() ? conv.covered() - 1 : 2 * conv.padding().amount();
    return input.map(
        length -> length.through(new SequenceLength.Window(conv.covered(), conv.stride(), margin)));
  }

  @Override
  public Optional<SequenceLength> poolOverTime(Layer.PoolOverTime pool) {
    return ended();
  }

  @Override
  public Optional<SequenceLength> lstm(Layer.Lstm lstm) {
    return recurrent(lstm.returns());
  }

  @Override
  public Optional<SequenceLength> gru(Layer.Gru gru) {
    return recurrent(gru.returns());
  }

  private Optional<SequenceLength> recurrent(Layer.Returns returns) {
    return switch (returns) {
      case SEQUENCE -> input;
      case LAST -> ended();
    };
  }

  private static Optional<SequenceLength> ended() {
    return Optional.empty();
  }

  private void require(boolean fits, String clause) {
    if (!fits) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "Node '"
              + node.name()
              + "' ("
              + node.layer().getClass().getSimpleName()
              + ") reads "
              + String.join(", ", node.inputs())
              + ": a padded sequence, in which samples have different numbers of steps, "
              + clause);
    }
  }
}
