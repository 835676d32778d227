package io.retort.core.training;

import io.retort.core.backend.Network;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.ParameterLayout;
import io.retort.core.network.ParameterSlice;
import io.retort.core.optimizer.ParameterGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Which parameters of a network are trained. */
final class TrainedParameters {
  private final Network network;
  private final List<List<String>> taps;
  private final ToDoubleFunction<String> rates;

  /**
   * Those of a stage.
   *
   * @param taps what each objective's terms look at
   * @param rates the factor of the learning rate for each node, 0 for those that are not trained
   */
  TrainedParameters(Network network, List<List<String>> taps, ToDoubleFunction<String> rates) {
    this.network = network;
    this.taps = taps;
    this.rates = rates;
  }

  /** Ranges of parameters that are trained: weights and others apart, and each rate apart. */
  List<ParameterGroup> groups() {
    ParameterLayout layout = network.plan().parameters();
    List<ParameterGroup> ranges = new ArrayList<>();
    int start = 0;
    int end = 0;
    double rate = 0;
    for (ParameterSlice slice : layout.slices()) {
      double own = rates.applyAsDouble(slice.node());
      if (own != rate || slice.offset() == layout.penalised()) {
        add(ranges, start, end, rate);
        start = slice.offset();
        rate = own;
      }
      end = slice.offset() + slice.shape().elements();
    }
    add(ranges, start, end, rate);
    return ranges;
  }

  private void add(List<ParameterGroup> ranges, int start, int end, double rate) {
    if (rate > 0 && end > start) {
      ranges.add(
          new ParameterGroup(
              network.parameters().slice(start, end - start),
              network.gradients().slice(start, end - start),
              rate,
              start < network.plan().parameters().penalised()));
    }
  }

  /** The nodes that are trained and lead to what an objective looks at. */
  Set<String> nodes() {
    List<String> all = taps.stream().flatMap(List::stream).distinct().toList();
    Set<String> nodes = new HashSet<>(network.plan().description().ancestors(all));
    nodes.removeIf(node -> rates.applyAsDouble(node) == 0);
    return nodes;
  }

  /** What is trained and leads to several objectives, or to the only one. */
  List<ObjectiveGradients.Range> shared() {
    NetworkDescription description = network.plan().description();
    List<Set<String>> reached = taps.stream().map(description::ancestors).toList();
    List<ObjectiveGradients.Range> ranges = new ArrayList<>();
    for (ParameterSlice slice : network.plan().parameters().slices()) {
      long objectivesReached =
          reached.stream().filter(nodes -> nodes.contains(slice.node())).count();
      if (rates.applyAsDouble(slice.node()) > 0 && objectivesReached >= Math.min(2, taps.size())) {
        ranges.add(new ObjectiveGradients.Range(slice.offset(), slice.shape().elements()));
      }
    }
    return ranges;
  }
}
