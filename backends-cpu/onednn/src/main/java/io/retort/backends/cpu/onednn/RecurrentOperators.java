package io.retort.backends.cpu.onednn;

import io.retort.core.backend.Mode;
import io.retort.core.network.Layer;
import io.retort.core.network.Layer.Returns;
import io.retort.core.tensor.Shape;
import java.util.function.BiFunction;

/**
 * Chooses the operator of a recurrent node, in one direction or in both.
 *
 * @param steps how many steps of its input each sample has
 * @param padded whether that may be fewer than others have
 */
record RecurrentOperators(
    String node,
    Parameters parameters,
    Shape input,
    int batch,
    DataType type,
    Mode mode,
    StepCounts.OfSample steps,
    boolean padded) {

  Operator lstm(Layer.Lstm lstm) {
    return of(
        lstm.returns(),
        lstm.bidirectional(),
        (returns, direction) -> {
          Layer.Lstm layer = new Layer.Lstm(lstm.units(), returns);
          DirectedParameters own = new DirectedParameters(parameters, node, direction);
          return mode == Mode.TRAINING
              ? new LstmTraining(layer, own, input, batch, type)
              : new LstmInference(layer, own, input, batch, type);
        });
  }

  Operator gru(Layer.Gru gru) {
    return of(
        gru.returns(),
        gru.bidirectional(),
        (returns, direction) -> {
          Layer.Gru layer = new Layer.Gru(gru.units(), returns);
          DirectedParameters own = new DirectedParameters(parameters, node, direction);
          return mode == Mode.TRAINING
              ? new GruTraining(layer, own, input, batch, type)
              : new GruInference(layer, own, input, batch, type);
        });
  }

  /**
   * A layer in one direction, or in both.
   *
   * @param layer makes a layer with the parameters of a direction
   */
  private Operator of(
      Returns returns, boolean bidirectional, BiFunction<Returns, String, Operator> layer) {
    Operator forward = lastOfSample(returns, layer, "");
    if (!bidirectional) {
      return forward;
    }
    Operator turned =
        new ChainedOperators(
            new ReversedOperator(steps), lastOfSample(returns, layer, Layer.REVERSE));
    Operator reverse =
        switch (returns) {
          case SEQUENCE -> ChainedOperators.trained(turned, new ReversedOperator(steps));
          case LAST -> turned;
        };
    return new BothDirections(forward, reverse);
  }

  /** Where samples have different numbers of steps, their last states are among all. */
  private Operator lastOfSample(
      Returns returns, BiFunction<Returns, String, Operator> layer, String direction) {
    boolean found =
        switch (returns) {
          case SEQUENCE -> false;
          case LAST -> padded;
        };
    return found
        ? ChainedOperators.trained(
            layer.apply(Returns.SEQUENCE, direction), new LastStepOperator(steps))
        : layer.apply(returns, direction);
  }
}
