package io.retort.core.metric;

import io.retort.core.data.Head;
import io.retort.core.data.RowMapping;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.Target;
import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is measured of the models of a run, and what decides between them: the metrics that are
 * always measured, those that the experiment asks for, and the one by which it selects. Immutable.
 *
 * @param declared those that are measured of every head that they are for
 * @param requested those that an experiment asks for, which are shown even where they are redundant
 * @param selection what decides between models; if it is empty, the declared score of the first
 *     head
 */
public record MetricSet(
    List<Declared> declared, List<Metric> requested, Optional<Selection> selection) {

  /** Measures nothing, so that nothing can be chosen by it either. */
  public static final MetricSet NONE = new MetricSet(List.of(), List.of(), Optional.empty());

  public MetricSet {
    declared = List.copyOf(declared);
    requested = List.copyOf(requested);
  }

  /**
   * A metric that is measured in every run.
   *
   * @param metric the metric
   * @param role what it is for
   */
  public record Declared(Metric metric, MetricProvider.Role role) {}

  /**
   * What decides between models.
   *
   * @param head the name of a head
   * @param metric a metric of one figure for that head; if it is empty, the declared one
   */
  public record Selection(String head, Optional<Metric> metric) {}

  /**
   * The head whose score decides between models.
   *
   * @param heads the heads of a model, at least one
   * @return the head that was chosen; the first one if none was, or if the model has no such head,
   *     as a teacher of one head of several
   */
  public Head deciding(List<Head> heads) {
    return heads.stream()
        .filter(head -> selected(head).isPresent())
        .findFirst()
        .orElse(heads.get(0));
  }

  /**
   * Measures what a model says of a head.
   *
   * @param head the head
   * @param predictions what the model says of all samples
   * @param samples the samples, with labels; where the head has none, with the teacher's vectors
   * @return all figures; empty if no metric is for the head
   */
  public Optional<Metrics> measure(Head head, Predictions predictions, Samples samples) {
    OfHead metrics = of(head);
    if (metrics.compared().isEmpty()) {
      return Optional.empty();
    }
    LabelledPredictions both = labelled(head, predictions, samples);
    Map<String, Figure> figures = new LinkedHashMap<>();
    metrics
        .all()
        .forEach(
            (metric, wanted) -> {
              Measurement measured = Measurements.of(metric, both).orElseThrow();
              if (wanted || !measured.isRedundant()) {
                figures.put(metric.name(), measured.figure(metric));
              }
            });
    return Optional.of(new Metrics(metrics.compared().get(0).name(), figures));
  }

  /**
   * The figures by which models are compared on a head.
   *
   * @param head the head
   * @return the name of the score, and then those of the figures that tell models apart which the
   *     score does not
   */
  public List<String> compared(Head head) {
    return of(head).compared().stream().map(Metric::name).toList();
  }

  /**
   * What the samples contribute to the figures by which models are compared.
   *
   * @param head the head
   * @param predictions what a model says of all samples
   * @param samples the samples
   * @return for each of {@link #compared}, see {@link Measurements#contributions}
   */
  public Map<String, double[]> contributions(Head head, Predictions predictions, Samples samples) {
    LabelledPredictions both = labelled(head, predictions, samples);
    Map<String, double[]> contributions = new LinkedHashMap<>();
    for (Metric metric : of(head).compared()) {
      contributions.put(metric.name(), Measurements.contributions(metric, both));
    }
    return contributions;
  }

  /**
   * Puts predictions and truth together, both in the units of the data.
   *
   * @param head the head
   * @param predictions what a model says of all samples
   * @param samples the samples
   * @return both, of the kind that is for the head's task
   */
  public static LabelledPredictions labelled(Head head, Predictions predictions, Samples samples) {
    int[] all = IntStream.range(0, samples.size()).toArray();
    try (Target.GroundTruth truth = samples.labels(head.name(), all)) {
      return truth.match(
          classes -> ClassPredictions.of(head.task().names(), predictions, classes.labels()),
          labels ->
              LabelPredictions.of(head.task().names(), predictions, labels.values().toArray()),
          values -> numbers(head, predictions, values.values()));
    }
  }

  private static LabelledPredictions numbers(Head head, Predictions predictions, Tensor truth) {
    if (!head.task().hasLabels()) {
      return EmbeddingPredictions.of(predictions, truth.toArray());
    }
    RowMapping units = head.task().toUnits();
    units.apply(truth, truth);
    return ValuePredictions.of(head.task().names(), predictions.map(units), truth.toArray());
  }

  /**
   * The figures that a metric gives for a head.
   *
   * @param metric the metric
   * @param task the task of the head
   * @return one metric for each figure; none if the metric is not for the head
   */
  public static List<Metric> figures(Metric metric, Task task) {
    return isFor(metric, task) ? List.copyOf(metric.on(task)) : List.of();
  }

  private static boolean isFor(Metric metric, Task task) {
    return task.match(
        classes -> metric instanceof ClassMetric,
        labels -> metric instanceof LabelMetric,
        values -> metric instanceof ValueMetric,
        embedding -> metric instanceof EmbeddingMetric);
  }

  /**
   * The metrics of one head.
   *
   * @param all the metrics in the order in which they are shown, and whether they are shown even
   *     where they are redundant
   * @param compared the score, and what is compared beside it
   */
  private record OfHead(Map<Metric, Boolean> all, List<Metric> compared) {}

  private OfHead of(Head head) {
    Map<String, Metric> byName = new LinkedHashMap<>();
    for (MetricProvider.Role role : MetricProvider.Role.values()) {
      withRole(role, head).forEach(metric -> byName.put(metric.name(), metric));
    }
    Optional<Metric> selected = selected(head).flatMap(Selection::metric);
    Set<String> wanted = new LinkedHashSet<>();
    Stream.concat(requested.stream(), selected.stream())
        .flatMap(metric -> figures(metric, head.task()).stream())
        .forEach(
            figure -> {
              // One that is asked for with settings of its own takes the place of the declared one.
              byName.put(figure.name(), figure);
              wanted.add(figure.name());
            });
    Set<String> compared = new LinkedHashSet<>();
    selected
        .map(metric -> figures(metric, head.task()))
        .orElseGet(() -> withRole(MetricProvider.Role.SCORE, head))
        .stream()
        .limit(1)
        .forEach(metric -> compared.add(metric.name()));
    withRole(MetricProvider.Role.TIE_BREAKER, head).forEach(each -> compared.add(each.name()));
    wanted.addAll(compared);
    Map<Metric, Boolean> all = new LinkedHashMap<>();
    compared.forEach(name -> all.put(byName.get(name), true));
    byName.forEach((name, metric) -> all.putIfAbsent(metric, wanted.contains(name)));
    return new OfHead(all, compared.stream().map(byName::get).toList());
  }

  private Optional<Selection> selected(Head head) {
    return selection.filter(chosen -> chosen.head().equals(head.name()));
  }

  private List<Metric> withRole(MetricProvider.Role role, Head head) {
    return declared.stream()
        .filter(each -> each.role() == role)
        .flatMap(each -> figures(each.metric(), head.task()).stream())
        .toList();
  }
}
