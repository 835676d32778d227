package io.retort.core.data;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.Shape;
import java.util.List;

/**
 * One of the things that a model has an output for, and a data set labels, unless only a teacher
 * knows it.
 *
 * @param name the head's name; where there are several, the network's output of that name
 * @param task what to predict
 */
public record Head(String name, Task task) {

  /**
   * The refusal of a model that learns from labels alone, for a head that has none: an embedding.
   *
   * @return an exception to throw
   */
  public RetortException noLabelsToLearnFrom() {
    return new RetortException(
        ErrorKind.CONFIGURATION,
        "The head '"
            + name
            + "' is an embedding, for which there are no labels to learn from; choose a teacher"
            + " that gives vectors of its own, such as an encoder or recorded outputs, and another"
            + " teacher for each other head");
  }

  /**
   * This head as a network has it, whose embedding may have another width.
   *
   * @param network a network that has an output for this head
   * @return a head that the network's output fits; this one, but for an embedding
   * @throws RetortException if there is no output for it
   */
  public Head in(NetworkPlan network) {
    Shape given = network.shape(node(network));
    return given.rank() == 1 ? ofWidth(given.elements()) : this;
  }

  /**
   * This head as a model has it that gives outputs of some width.
   *
   * @param width the number of the model's outputs, at least 1
   * @return this head, but for an embedding one of that width
   */
  public Head ofWidth(int width) {
    return new Head(name, task.ofWidth(width));
  }

  /**
   * The node of a network that predicts this head: the output of the head's name, or the only
   * output there is.
   *
   * @param network the network
   * @return the node's name
   * @throws RetortException if there is none, or its width does not fit the task
   */
  public String output(NetworkPlan network) {
    String output = node(network);
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

  private String node(NetworkPlan network) {
    List<String> outputs = network.description().outputs();
    String output = outputs.size() == 1 ? outputs.get(0) : name;
    if (!outputs.contains(output)) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The network has no output for the head '" + name + "'; its outputs are " + outputs);
    }
    return output;
  }
}
