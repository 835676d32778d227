package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import io.retort.core.data.TrainingData;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Tokens;

/** Whether a network can read texts that are shorter than its input. */
final class TextEnds {

  private TextEnds() {}

  /**
   * Refuses a network that cannot, as the first short text may come late in the training, or only
   * when the student is used.
   */
  static void require(NetworkPlan network, TrainingData data) {
    boolean texts = data.columns().stream().anyMatch(InputColumn.Text.class::isInstance);
    if (texts && network.tokens().filter(tokens -> !tokens.padded()).isPresent()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The data are texts, which end with "
              + Tokens.NONE
              + " where they are shorter than the input, and the network's embedding reads that"
              + " only with padded: true; set it there");
    }
  }
}
