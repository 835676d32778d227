package io.retort.core.training;

import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.List;

/**
 * How some nodes of a network are trained: frozen, for a while or for good, or at a learning rate
 * of their own. Of a frozen batch normalisation, scale, shift and running statistics stay; while
 * training, it still normalises by the batch.
 *
 * @param nodes the nodes; with nodes named twice, the entry that comes last counts
 * @param rate multiplies the learning rate; 0 freezes the nodes
 * @param frozenEpochs so many epochs from the start of the training the nodes stay as they are; the
 *     optimizer starts anew when they join
 */
public record NodeTuning(
    @Doc("The nodes.") List<String> nodes,
    @Doc("Factor of the learning rate; 0 freezes the nodes.") @Default("1") @Range(min = 0)
        double rate,
    @Doc("For so many epochs from the start the nodes stay as they are.")
        @Default("0")
        @Range(min = 0)
        int frozenEpochs) {

  public NodeTuning {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("Name at least one node");
    }
  }
}
