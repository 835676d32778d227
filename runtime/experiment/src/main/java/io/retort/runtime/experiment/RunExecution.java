package io.retort.runtime.experiment;

import com.google.inject.Module;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.ForwardingBackend;
import io.retort.core.data.Samples;
import io.retort.core.data.SavedModel;
import io.retort.core.progress.Phase;
import io.retort.core.progress.TrainingListener;
import io.retort.core.training.DivergedException;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.configuration.BoundValue;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.experiment.advice.DataAdvice;
import io.retort.runtime.experiment.advice.ResultAdvice;
import io.retort.runtime.experiment.assembly.PartCache;
import io.retort.runtime.experiment.assembly.RunParts;
import io.retort.runtime.experiment.assembly.WarningLog;
import io.retort.runtime.experiment.checkpoint.RunCheckpoints;
import io.retort.runtime.experiment.checkpoint.RunIdentity;
import io.retort.runtime.experiment.context.DefaultBackend;
import io.retort.runtime.experiment.data.DataSplit;
import io.retort.runtime.experiment.data.SampleHashes;
import io.retort.runtime.experiment.evaluation.ArmComparison;
import io.retort.runtime.experiment.evaluation.Latency;
import io.retort.runtime.experiment.evaluation.RepeatResult;
import io.retort.runtime.experiment.evaluation.TrainedStudent;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.recording.CompletedRun;
import io.retort.runtime.experiment.recording.Exports;
import io.retort.runtime.experiment.recording.HashingStore;
import io.retort.runtime.experiment.recording.MetricsLog;
import io.retort.runtime.experiment.recording.ReplacedPart;
import io.retort.runtime.experiment.recording.ResultDocument;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.recording.RunRecord;
import io.retort.runtime.experiment.result.ArmResult;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.training.ConcurrentTrainings;
import io.retort.runtime.experiment.training.RunSteps;
import io.retort.runtime.experiment.training.StudentRunner;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import io.retort.runtime.report.Report;
import io.retort.runtime.report.ReportFiles;
import io.retort.runtime.report.Summary;
import io.retort.serving.format.NetworkFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One run under way: its repeats, what is written of them, and what is concluded. */
final class RunExecution {
  private final PluginCatalog catalog;
  private final BoundValue<Experiment> experiment;
  private final Path base;
  private final List<Module> modules;
  private final Optional<ResumedRun> resumed;
  private final StudentRunner runner;
  private final ConcurrentTrainings concurrent;

  RunExecution(
      PluginCatalog catalog,
      BoundValue<Experiment> experiment,
      Path base,
      List<Module> modules,
      Optional<ResumedRun> resumed,
      StudentRunner runner,
      ConcurrentTrainings concurrent) {
    this.runner = runner;
    this.concurrent = concurrent;
    this.resumed = resumed;
    this.catalog = catalog;
    this.experiment = experiment;
    this.base = base;
    this.modules = List.copyOf(modules);
  }

  /**
   * Runs.
   *
   * @param parts those of the first repeat
   */
  RunResult run(RunParts parts, Instant started) {
    try (HashingStore store = parts.store()) {
      store.open();
      try {
        return run(parts, store, started);
      } catch (RuntimeException | Error end) {
        parts.runCheckpoints().ifPresent(checkpoints -> checkpoints.ended(end));
        throw end;
      }
    } catch (RetortException end) {
      throw parts
          .runCheckpoints()
          .map(checkpoints -> checkpoints.resumable(end))
          .orElseGet(() -> notResumable(end));
    }
  }

  private static RetortException notResumable(RetortException end) {
    return end.kind() == ErrorKind.INTERRUPTED
        ? new RetortException(
            ErrorKind.INTERRUPTED,
            end.getMessage() + "; it lies in no folder, so that it cannot be resumed",
            end)
        : end;
  }

  /**
   * Says what the run is begun with, or makes sure that it goes on with the same.
   *
   * @param started when this process began with it
   * @return when the run began
   */
  private Instant identify(
      RunParts parts, RunCheckpoints checkpoints, byte[] yaml, Instant started) {
    RunIdentity now =
        RunIdentity.beginning(
            started,
            Sha256.of(yaml),
            data(parts.data()),
            RunRecord.versions(catalog),
            parts.backend().environment());
    if (resumed.isEmpty()) {
      checkpoints.begin(now);
      return started;
    }
    RunIdentity begun = checkpoints.goOn(now, parts.listener());
    RunIdentity identity = begun.with(resumed.get().noted()).configured(Sha256.of(yaml));
    checkpoints.begin(identity);
    identity.changes().forEach(change -> parts.log().add(ResumedRun.warning(change)));
    boolean same = identity.changes().isEmpty();
    parts
        .metricsLog()
        .resume(
            RunFolder.lines(checkpoints.run(), MetricsLog.FILE),
            (training, seed, step) -> same || step <= checkpoints.step(training, seed));
    return Instant.parse(begun.started());
  }

  private static String data(DataSplit split) {
    return Long.toHexString(
        SampleHashes.ofAll(split.pool(), split.teacher())
            + 31 * SampleHashes.ofAll(split.test(), split.teacher()));
  }

  private RunResult run(RunParts parts, HashingStore store, Instant started) {
    List<ReplacedPart> replaced = parts.replaced();
    String yaml = yaml(experiment, replaced);
    if (resumed.isEmpty()) {
      store.write("config.yaml", utf8(yaml));
    }
    Instant begun =
        parts
            .runCheckpoints()
            .map(checkpoints -> identify(parts, checkpoints, utf8(yaml), started))
            .orElse(started);
    if (resumed.isPresent()) {
      // What it will be is known to the checkpoints by now, whichever of both is on the disk.
      store.write("config.yaml", utf8(yaml));
    }
    parts.runListener().started(experiment.value(), yaml);
    try {
      List<RepeatResult> repeats = repeats(parts, store);
      RunResult result = result(parts, store, repeats);
      RunRecord record = RunRecord.of(experiment.value(), catalog, replaced, begun, Instant.now());
      store.write("run.json", utf8(Json.pretty(record)));
      conclude(store, result);
      parts.runListener().measured(result);
      RunResult exported = exported(parts, store, result, repeats.get(0).chosen());
      RunResult complete = reported(parts, store, exported);
      store.complete();
      return complete;
    } catch (DivergedException diverged) {
      String lastGood = "last-good/";
      NetworkFolder.write(
          new SavedModel(diverged.lastGood(), Optional.empty()),
          (name, content) -> store.write(lastGood + name, content));
      throw new RetortException(
          diverged.kind(),
          diverged.getMessage()
              + " and lie in "
              + RunStore.place(store.location().resolve(lastGood)),
          diverged);
    }
  }

  /** Writes what says that all that the run has found and made is there. */
  private static void conclude(HashingStore store, RunResult result) {
    store.write(CompletedRun.RESULT, utf8(document(store, result)));
  }

  private static String document(HashingStore store, RunResult result) {
    return Json.pretty(ResultDocument.of(result, store.hashes()));
  }

  /** Exports the student, now that nothing can be lost by it. */
  private RunResult exported(
      RunParts parts, HashingStore store, RunResult result, TrainedStudent chosen) {
    if (experiment.value().exporters().isEmpty()) {
      if (catalog.defaults(PluginKind.EXPORTER).isEmpty()) {
        parts.listener().message(Exports.none(catalog));
      }
      return result;
    }
    SavedModel student =
        new SavedModel(chosen.network(), Optional.of(parts.data().teacher().signature()));
    TrainingListener listener = parts.listener();
    try (Exports exports =
        new Exports(catalog, student, parts.card(chosen), serving(parts), listener)) {
      try (Phase phase =
          Phase.begin(listener, "Exporting the student", experiment.value().exporters().size())) {
        experiment
            .value()
            .exporters()
            .forEach(
                plugin -> {
                  exports.tryWrite(plugin, store);
                  phase.advance(1);
                });
      }
      exports.notes().forEach(listener::message);
      exports.failures().forEach(listener::warning);
      RunResult complete = result.exported(exports.notes(), exports.failures());
      conclude(store, complete);
      return complete;
    }
  }

  /** Makes the summary and the page, now that all that they show is there. */
  private RunResult reported(RunParts parts, HashingStore store, RunResult result) {
    String document = document(store, result);
    RunResult complete = result;
    Map<String, String> made = new LinkedHashMap<>();
    try (Phase phase = Phase.begin(parts.listener(), "Making the report", 1)) {
      made.put(Summary.FILE, Summary.of(document));
      if (experiment.value().report() && "file".equals(store.location().getScheme())) {
        ReportFiles files = ReportFiles.of(result.folder()).with(CompletedRun.RESULT, document);
        made.put(Report.FILE, Report.of(files));
      }
      phase.advance(1);
    } catch (IllegalArgumentException | IllegalStateException defect) {
      // They can be made again; the run must not be lost by it.
      Warning warning = new Warning("report-failed", Report.FILE, "could not be made: " + defect);
      parts.listener().warning(warning);
      complete = result.with(warning);
    }
    made.forEach((name, text) -> store.write(name, utf8(text)));
    conclude(store, complete);
    return complete;
  }

  /**
   * What computes the outputs that files are compared with: the backend that serves students, which
   * unlike the run's never rounds to 16 bits, or else the run's.
   */
  private Supplier<ComputeBackend> serving(RunParts parts) {
    return catalog.defaults(PluginKind.BACKEND).isEmpty()
        ? () ->
            new ForwardingBackend(parts.backend()) {
              @Override
              public void close() {
                // The run goes on with it.
              }
            }
        : () -> DefaultBackend.of(catalog);
  }

  private List<RepeatResult> repeats(RunParts parts, RunStore store) {
    int count = experiment.value().split().repeats();
    TrainingListener listener = parts.listener();
    List<RepeatResult> repeats = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      if (count > 1) {
        listener.message("Repeat " + number + " of " + count);
      }
      try (PartCache cache = new PartCache()) {
        RunParts own =
            number == 1
                ? parts
                : RepeatParts.of(experiment.value(), catalog, base, modules, parts, number, cache);
        if (number > 1) {
          advise(own.data(), number, parts);
        }
        repeats.add(new RunSteps(own, runner, concurrent).run(store, number));
      }
    }
    return repeats;
  }

  /** Puts together what has come of the repeats. */
  private RunResult result(RunParts parts, RunStore store, List<RepeatResult> repeats) {
    DataSplit split = parts.data();
    List<List<ArmComparison.Pair>> pairs = repeats.stream().map(RepeatResult::pairs).toList();
    RepeatResult first = repeats.get(0);
    WarningLog log = parts.log();
    ResultAdvice.of(split.teacher().heads(), repeats).forEach(log::add);
    ComputeBackend backend = parts.backend();
    backend
        .findings()
        .forEach(finding -> log.add(new Warning("backend-finding", "backend", finding)));
    return new RunResult(
        experiment.value().name(),
        store.location(),
        repeats.stream().map(repeat -> repeat.teacher().result()).toList(),
        repeats.stream().flatMap(RepeatResult::students).toList(),
        split.teacher().heads().stream().map(head -> ArmComparison.of(head, split, pairs)).toList(),
        first.chosen().seed(),
        first.chosen().network(),
        List.of(),
        log.warnings(),
        backend.environment(),
        latencies(parts, first.chosen()));
  }

  /** How long the teacher and the students take; those of both arms are the same network. */
  private static Map<String, Double> latencies(RunParts parts, TrainedStudent student) {
    Map<String, Double> latencies = new LinkedHashMap<>();
    Samples test = parts.data().test();
    try (Phase phase = Phase.begin(parts.listener(), "Timing predictions", 2)) {
      parts
          .teacher()
          .network()
          .filter(model -> model.network().plan().input().equals(student.network().plan().input()))
          .map(model -> Latency.median(parts.backend(), model.network(), test))
          .ifPresent(median -> latencies.put(ArmResult.TEACHER, median));
      phase.advance(1);
      double median = Latency.median(parts.backend(), student.network(), test);
      latencies.put(ArmResult.ALONE, median);
      latencies.put(ArmResult.DISTILLED, median);
      phase.advance(1);
    }
    return latencies;
  }

  /** Says of the samples that a later repeat draws what was not said of those before. */
  private void advise(DataSplit split, int number, RunParts first) {
    List<Warning> known = first.log().warnings();
    for (Warning warning : DataAdvice.of(split, experiment.value().seeds(), first.listener())) {
      if (known.stream()
          .noneMatch(
              said -> said.code().equals(warning.code()) && said.place().equals(warning.place()))) {
        first
            .listener()
            .warning(
                new Warning(
                    warning.code(),
                    warning.place(),
                    "in repeat " + number + ", " + warning.sentence()));
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The whole configuration. What was replaced is not part of what ran, and stands in a comment.
   */
  static String yaml(BoundValue<Experiment> experiment, List<ReplacedPart> replaced) {
    Map<Object, Object> tree = new LinkedHashMap<>((Map<?, ?>) experiment.tree());
    tree.remove("output");
    StringBuilder comment = new StringBuilder();
    for (ReplacedPart part : replaced) {
      if (!part.key().isEmpty()) {
        tree.remove(part.key());
        comment.append("# ").append(part.key()).append(": bound by the ").append(part.by());
        comment.append(" (").append(part.type()).append("), not chosen here\n");
      }
    }
    return comment + experiment.writtenAs(tree).toYaml();
  }
}
