package io.retort.exporters.solr;

import io.retort.core.Echo;
import io.retort.core.data.Head;
import io.retort.core.data.OutputActivation;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.data.Task;
import io.retort.core.network.NetworkPlan;
import io.retort.exporters.SolrModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one number that a model of Solr gives.
 *
 * @param node the output of the network that it comes from
 * @param weights by which the node's values are multiplied and added up
 * @param activation Solr's name of the function of the sum
 */
record SolrScore(String node, double[] weights, String activation) {

  /**
   * Chooses the score. The probability of one of two classes is the sigmoid of the difference of
   * their logits.
   *
   * @param faults takes what is wrong, by node
   * @return empty if something is
   */
  static Optional<SolrScore> of(
      SavedModel student, SolrModel settings, Map<String, String> faults) {
    NetworkPlan plan = student.network().plan();
    List<Head> heads = student.signature().map(Signature::heads).orElse(List.of());
    if (heads.isEmpty()) {
      return ofOutput(plan, faults);
    }
    List<Head> chosen =
        heads.stream()
            .filter(head -> settings.head().map(head.name()::equals).orElse(true))
            .toList();
    List<String> names = heads.stream().map(Head::name).toList();
    if (chosen.size() != 1) {
      heads.forEach(
          head ->
              faults.put(
                  head.output(plan),
                  "is one of the heads "
                      + Echo.of(names)
                      + ", of which the key 'head' is to name the one that gives the score"));
      return Optional.empty();
    }
    return ofHead(chosen.get(0), settings, plan, faults);
  }

  private static Optional<SolrScore> ofOutput(NetworkPlan plan, Map<String, String> faults) {
    List<String> outputs = plan.description().outputs();
    for (String output : outputs) {
      if (outputs.size() > 1 || plan.shape(output).elements() > 1) {
        faults.put(output, "is not one number, and it is not known what it means");
      }
    }
    return faults.isEmpty()
        ? Optional.of(new SolrScore(outputs.get(0), new double[] {1}, DenseLayer.IDENTITY))
        : Optional.empty();
  }

  private static Optional<SolrScore> ofHead(
      Head head, SolrModel settings, NetworkPlan plan, Map<String, String> faults) {
    String node = head.output(plan);
    Task task = head.task();
    if (task instanceof Task.Embedding) {
      faults.put(node, "gives a vector, and a score is one number");
      return Optional.empty();
    }
    List<String> names = task.names();
    boolean classes = task.outputActivation() == OutputActivation.SOFTMAX;
    if (classes && names.size() > 2) {
      faults.put(
          node,
          "tells "
              + names.size()
              + " classes apart; a score is the probability of one of two classes or of a label,"
              + " or a value");
      return Optional.empty();
    }
    int index =
        settings.output().isPresent()
            ? names.indexOf(settings.output().get())
            : classes || names.size() == 1 ? names.size() - 1 : -1;
    if (index < 0) {
      faults.put(
          node,
          "predicts "
              + Echo.of(names)
              + ", of which the key 'output' is to name the one that is the score"
              + settings.output().map(name -> ", not " + Echo.quoted(name)).orElse(""));
      return Optional.empty();
    }
    double[] weights = new double[names.size()];
    weights[index] = 1;
    if (classes) {
      weights[1 - index] = -1;
    }
    String activation =
        switch (task.outputActivation()) {
          case SOFTMAX, SIGMOID -> "sigmoid";
          case IDENTITY -> DenseLayer.IDENTITY;
        };
    return Optional.of(new SolrScore(node, weights, activation));
  }
}
