package io.retort.runtime.tensorboard;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.retort.core.progress.EpochReport;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.StepReport;
import io.retort.core.progress.TrainingListener;
import io.retort.core.strategy.DistillationPlan;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.settings.Experiment;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes what a run tells of itself into event files: a folder for each training, which TensorBoard
 * shows as a run of its own, and one for the configuration.
 */
final class RunEvents implements TrainingListener, RunListener {
  private static final String CONFIGURATION = "configuration";

  private final Provider<RunStore> store;
  private final Map<String, EventFile> files = new HashMap<>();
  private Optional<Path> folder = Optional.empty();

  /** The store is asked for when the run begins: a check of an experiment has none. */
  @Inject
  RunEvents(Provider<RunStore> store) {
    this.store = store;
  }

  @Override
  public synchronized void started(Experiment experiment, String resolvedYaml) {
    URI location = store.get().location();
    if (!"file".equals(location.getScheme())) {
      // There is no folder that TensorBoard could read.
      return;
    }
    // A run may begin again with an earlier state of its trainings.
    files.clear();
    Path root = Path.of(location).resolve(TensorBoardModule.FOLDER);
    folder = Optional.of(root);
    EventFile.text(
        root.resolve(CONFIGURATION), "config.yaml", "```yaml\n" + resolvedYaml + "```\n");
  }

  @Override
  public synchronized void steps(StepReport report) {
    file(report.training(), report.seed(), report.step());
  }

  @Override
  public synchronized void epoch(EpochReport report) {
    file(report.training(), report.seed(), report.step() - 1)
        .ifPresent(file -> file.append(report.step(), values(report)));
  }

  private Optional<EventFile> file(String training, long seed, long step) {
    String name = training + "-" + seed;
    return folder.map(
        root ->
            files.computeIfAbsent(name, fresh -> EventFile.of(root.resolve(named(name)), step)));
  }

  @Override
  public synchronized void measured(RunResult result) {
    folder.ifPresent(
        root ->
            Stream.concat(result.teachers().stream(), result.students().stream())
                .filter(model -> !model.test().isEmpty())
                .forEach(
                    model ->
                        EventFile.test(root.resolve(name(model)), model.steps(), values(model))));
  }

  /** The folder of a student's training; trainings of later repeats have other seeds. */
  private static String name(ArmResult model) {
    String name =
        model.arm().equals(ArmResult.TEACHER) ? model.arm() : model.arm() + "-" + model.seed();
    return named(model.repeat() == 1 ? name : name + "-repeat-" + model.repeat());
  }

  /** A name that is a folder's on every system. */
  private static String named(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
  }

  private static Map<String, Double> values(EpochReport report) {
    Map<String, Double> values = new LinkedHashMap<>();
    report.terms().forEach((learner, terms) -> terms(values, learner, terms));
    figures(values, "validation", report.validation());
    values.put("seconds", report.seconds());
    return values;
  }

  /** The terms of the student have no learner in their tags. */
  private static void terms(
      Map<String, Double> values, String learner, List<EpochReport.TermReport> terms) {
    String of = learner.equals(DistillationPlan.STUDENT) ? "" : learner + "/";
    for (EpochReport.TermReport term : terms) {
      values.put("loss/" + of + term.name(), term.value());
      values.put("weight/" + of + term.name(), term.weight());
      values.put("gradient-norm/" + of + term.name(), term.gradientNorm());
    }
    values.put(
        "loss/" + of + "total",
        terms.stream()
            // One without a weight has no value either.
            .filter(term -> term.weight() != 0)
            .mapToDouble(term -> term.weight() * term.value())
            .sum());
  }

  private static Map<String, Double> values(ArmResult model) {
    Map<String, Double> values = new LinkedHashMap<>();
    figures(values, "test", model.test());
    model.agreement().forEach((head, share) -> values.put("test/" + head + "/agreement", share));
    return values;
  }

  private static void figures(
      Map<String, Double> values, String samples, Map<String, Metrics> heads) {
    heads.forEach(
        (head, metrics) ->
            metrics
                .values()
                .forEach(
                    (figure, value) -> values.put(samples + "/" + head + "/" + figure, value)));
  }
}
