package io.retort.runtime.experiment.assembly;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.Samples;
import io.retort.core.data.TrainingData;
import io.retort.core.metric.Metric;
import io.retort.core.metric.MetricProvider;
import io.retort.core.metric.MetricSet;
import io.retort.core.metric.Predictions;
import io.retort.core.plugin.DefaultPlugins;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Provider;
import io.retort.core.progress.Metrics;
import io.retort.core.teacher.TeacherOutput;
import io.retort.runtime.common.text.NearestName;
import io.retort.runtime.common.text.Words;
import io.retort.runtime.configuration.ConfigurationBinder;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.context.PluginContext;
import io.retort.runtime.experiment.data.TaughtSamples;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.SelectBy;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What is measured in a run: the metrics that call themselves a default, what the experiment asks
 * for besides, and by what it selects.
 */
public final class RunMetrics {
  private static final int LONGEST = 80;

  private RunMetrics() {}

  /** The metrics that call themselves a default. */
  record Standard(@Doc("What is always measured.") @DefaultPlugins List<Plugin<Metric>> metrics) {}

  /** What is measured where nobody asks for anything. */
  public static MetricSet standard(PluginCatalog catalog) {
    PluginContext context = new PluginContext(Path.of("").toAbsolutePath(), 0);
    return new MetricSet(
        new ConfigurationBinder(catalog, context)
            .bind(Standard.class, ConfigurationDocument.of(Map.of())).value().metrics().stream()
                .map(plugin -> declared(plugin.provider(), plugin.create(context)))
                .toList(),
        List.of(),
        Optional.empty());
  }

  private static MetricSet.Declared declared(Provider<Metric, ?, ?> provider, Metric metric) {
    return new MetricSet.Declared(metric, ((MetricProvider<?>) provider).role());
  }

  /**
   * What is measured in an experiment.
   *
   * @param heads the heads of the data
   * @throws RetortException if a metric or a head that the experiment names does not fit the data
   */
  static MetricSet of(Experiment experiment, PluginCatalog catalog, List<Head> heads) {
    MetricSet standard = standard(catalog);
    for (Head head : heads) {
      if (standard.compared(head).isEmpty()) {
        throw new RetortException(
            ErrorKind.PLUGIN,
            "No metric is installed by which models are compared on "
                + words(head)
                + "; add Retort's own, which come with its losses");
      }
    }
    for (Metric metric : experiment.metrics()) {
      if (heads.stream().allMatch(head -> MetricSet.figures(metric, head.task()).isEmpty())) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "metrics: '"
                + metric.name()
                + "' measures nothing of these data, which have "
                + Words.shortened(
                    String.join(", ", heads.stream().map(RunMetrics::words).toList()), LONGEST)
                + "; leave it out, or change its settings");
      }
    }
    SelectBy selectBy = experiment.selectBy();
    Head head = selectBy.head().map(name -> named(name, heads)).orElse(heads.get(0));
    selectBy.metric().ifPresent(metric -> requireOneFigure(metric, head, standard));
    return new MetricSet(
        standard.declared(),
        experiment.metrics(),
        Optional.of(new MetricSet.Selection(head.name(), selectBy.metric())));
  }

  /**
   * Finds out whether the score has a value on the validation samples, whatever a model says of
   * them: what it says here is random.
   *
   * @param teacher what the teacher will say, as far as it is known
   * @param whose whose samples they are, for the message
   * @throws RetortException with the reason if it has none
   */
  public static void requireScore(
      MetricSet metrics, TrainingData data, List<TeacherOutput> teacher, String whose) {
    Head head = metrics.deciding(data.heads());
    SplittableRandom random = new SplittableRandom(1);
    int count = data.validation().size();
    float[][] guesses = guesses(count, head.task().outputs(), random);
    Samples samples =
        TaughtSamples.of(
            data.validation(),
            List.of(head),
            taught -> guesses(count, width(taught, teacher), random));
    Metrics measured =
        metrics
            .measure(head, new Predictions(head.task().networkOutputKind(), guesses), samples)
            .orElseThrow();
    measured
        .figures()
        .get(measured.score())
        .undefined()
        .ifPresent(
            why -> {
              throw new RetortException(
                  ErrorKind.DATA,
                  "select-by: '"
                      + measured.score()
                      + "' has no value on the validation samples "
                      + whose
                      + ", because "
                      + why
                      + "; choose another metric, or a larger split.validation");
            });
  }

  private static float[][] guesses(int samples, int width, SplittableRandom random) {
    float[][] guesses = new float[samples][width];
    for (float[] row : guesses) {
      for (int output = 0; output < row.length; output++) {
        row[output] = (float) random.nextDouble(-1, 1);
      }
    }
    return guesses;
  }

  /** That of the teacher's vectors, or of the head if nothing is known of the teacher. */
  private static int width(Head head, List<TeacherOutput> teacher) {
    return teacher.stream()
        .filter(output -> output.name().equals(head.name()))
        .findFirst()
        .map(output -> output.shape().elements())
        .orElse(head.task().outputs());
  }

  private static Head named(String name, List<Head> heads) {
    return heads.stream()
        .filter(head -> head.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RetortException(
                    ErrorKind.CONFIGURATION,
                    "select-by.head: the data have no head '"
                        + name
                        + "'"
                        + NearestName.hint(
                            name, heads.stream().map(Head::name).toList(), "heads")));
  }

  private static void requireOneFigure(Metric metric, Head head, MetricSet standard) {
    List<String> figures =
        MetricSet.figures(metric, head.task()).stream().map(Metric::name).toList();
    if (figures.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "select-by.metric: '"
              + metric.name()
              + "' cannot measure "
              + words(head)
              + "; choose a metric for it, such as "
              + standard.compared(head).get(0)
              + ", or another head");
    } else if (figures.size() > 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "select-by.metric: '"
              + metric.name()
              + "' gives several figures of the head '"
              + head.name()
              + "': "
              + Words.shortened(String.join(", ", figures), LONGEST)
              + "; choose one of them by its settings");
    }
  }

  private static String words(Head head) {
    return "the head '"
        + head.name()
        + "' with the "
        + head.task().noun()
        + " "
        + Words.shortened(String.join(", ", head.task().names()), LONGEST);
  }
}
