package io.retort.runtime.experiment.settings;

import io.retort.core.importer.Importer;
import io.retort.core.network.NetworkPlan;
import io.retort.core.network.WeightTransfer;
import io.retort.core.network.Weights;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.runtime.plugin.Plugin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another network whose weights a student starts from: transfer learning.
 *
 * @param from the other network
 * @param nodes the student's nodes that get its weights
 * @param rename what these nodes are called in the other network
 */
public record StartSettings(
    @Doc("The network to take weights from.") Plugin<Importer> from,
    @Doc("The student's nodes that start from its weights; by default all that have weights.")
        Optional<List<String>> nodes,
    @Doc("For a student's node that is called otherwise there, its name there.") @Default("{}")
        Map<String, String> rename) {

  /** The arrays that the student starts from. */
  public Weights weights(NetworkPlan student, Context context) {
    return new WeightTransfer(nodes, rename).apply(from.create(context).read(), student);
  }
}
