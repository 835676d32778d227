package io.retort.core.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import java.util.List;

/**
 * One of the things that a data set has labels for, and a model an output.
 *
 * @param name the head's name; where there are several, the network's output of that name
 * @param task what is to be predicted
 */
public record Head(String name, Task task) {

  /**
   * The node of a network that predicts this head: the output of the head's name, or the only
   * output there is.
   *
   * @param network the network
   * @return the node's name
   * @throws RetortException if there is none, or its width does not fit the task
   */
  public String output(NetworkPlan network) {
    List<String> outputs = network.description().outputs();
    String output = outputs.size() == 1 ? outputs.get(0) : name;
    if (!outputs.contains(output)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The network has no output for the head '" + name + "'; its outputs are " + outputs);
    }
    Shape expected = Shape.of(task.outputs());
    if (!network.shape(output).equals(expected)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The network's output '"
              + output
              + "' has the shape "
              + network.shape(output)
              + ", but the head '"
              + name
              + "' of the data has "
              + task.outputs()
              + (task instanceof Task.SingleLabel ? " classes" : " outputs")
              + "; set the units of '"
              + output
              + "' to "
              + task.outputs());
    }
    return output;
  }
}
