package io.retort.core.backend;

import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Weights;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Vector;
import java.util.Map;

/**
 * A network that a backend has compiled. Its parameters, gradients and buffers are one contiguous
 * vector each, laid out as {@link NetworkPlan#parameters()} and {@link NetworkPlan#buffers()} say;
 * whoever writes to the vector of parameters changes the network. Not thread-safe.
 */
public interface Network extends AutoCloseable {

  /**
   * What was compiled.
   *
   * @return the plan
   */
  NetworkPlan plan();

  /**
   * The trained values.
   *
   * @return the live vector, closed with the network
   */
  Vector parameters();

  /**
   * The gradients of the last {@link #backward}.
   *
   * @return the live vector, closed with the network
   */
  Vector gradients();

  /**
   * The running statistics.
   *
   * @return the live vector, perhaps empty, closed with the network
   */
  Vector buffers();

  /**
   * Computes the tapped nodes for a batch of any size. In training mode, what {@link #backward}
   * needs is kept until the next forward pass, and each pass draws new dropout masks.
   *
   * @param inputs {@code [batch, input shape…]}; must stay unchanged until backward
   * @param mode training or inference
   * @return the taps' outputs
   */
  Activations forward(DeviceTensor inputs, Mode mode);

  /**
   * The number of forward passes in training mode, from which dropout masks follow ({@link
   * io.retort.core.network.DropoutMask}).
   *
   * @return as many as there were
   */
  long trainingPasses();

  /**
   * Goes on as after so many forward passes in training mode.
   *
   * @param count at least 0
   */
  void trainingPasses(long count);

  /**
   * Overwrites {@link #gradients()} with the gradients of a function of the taps, for the batch of
   * the last forward pass in training mode.
   *
   * @param tapGradients the derivatives of the function with respect to taps, of the taps' shapes;
   *     taps that are not given have derivative 0
   */
  void backward(Map<String, DeviceTensor> tapGradients);

  /**
   * Copies the weights out in the canonical layout.
   *
   * @return parameters and buffers by name
   */
  default Weights weights() {
    return Weights.read(plan(), parameters(), buffers());
  }

  /**
   * Copies weights in.
   *
   * @param weights exactly the arrays that this network has
   * @throws io.retort.core.RetortException naming the array that does not fit
   */
  default void load(Weights weights) {
    weights.write(plan(), parameters(), buffers());
  }

  /** Frees all memory. */
  @Override
  void close();
}
