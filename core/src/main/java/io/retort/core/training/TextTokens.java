package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.InputColumn;
import io.retort.core.data.TrainingData;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.Tokens;

/** Whether a network can read the tokens of texts, and texts that are shorter than its input. */
final class TextTokens {

  private TextTokens() {}

  /**
   * Refuses a network that cannot, as the first short text or the first large token may come late
   * in the training, or only when the student is used.
   */
  static void require(NetworkPlan network, TrainingData data) {
    for (InputColumn column : data.columns()) {
      if (column instanceof InputColumn.Text text) {
        network.tokensByNode().forEach((node, tokens) -> require(node, tokens, text));
      }
    }
  }

  private static void require(String node, Tokens tokens, InputColumn.Text text) {
    if (!tokens.padded()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The data are texts, which end with "
              + Tokens.NONE
              + " where they are shorter than the input, and the network's embedding '"
              + node
              + "' reads that only with padded: true; set it there");
    }
    int wanted = text.vocabulary().orElse(0);
    if (tokens.vocabulary() < wanted) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The node '"
              + node
              + "' has a vocabulary of "
              + tokens.vocabulary()
              + " tokens, but the tokenizer '"
              + text.tokenizer().kind()
              + "' of the data has "
              + wanted
              + "; give the node vocabulary: "
              + wanted);
    }
  }
}
