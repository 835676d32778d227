package io.retort.runtime.experiment;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.export.Exporter;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.files.AtomicFiles;
import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.common.files.Sha256;
import io.retort.runtime.configuration.BoundValue;
import io.retort.runtime.configuration.ConfigurationBinder;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.configuration.ConfigurationSchema;
import io.retort.runtime.configuration.json.Json;
import io.retort.runtime.configuration.report.PluginManual;
import io.retort.runtime.configuration.report.PluginReference;
import io.retort.runtime.experiment.comparison.ComparisonPage;
import io.retort.runtime.experiment.comparison.RunsComparison;
import io.retort.runtime.experiment.context.DefaultBackend;
import io.retort.runtime.experiment.context.PluginContext;
import io.retort.runtime.experiment.outputs.StoredOutputs;
import io.retort.runtime.experiment.recording.CompletedRun;
import io.retort.runtime.experiment.recording.Exports;
import io.retort.runtime.experiment.recording.ResultDocument;
import io.retort.runtime.experiment.recording.RunFolder;
import io.retort.runtime.experiment.recording.RunStates;
import io.retort.runtime.experiment.recording.StudentCard;
import io.retort.runtime.experiment.result.ComparedHead;
import io.retort.runtime.experiment.result.RunResult;
import io.retort.runtime.experiment.result.RunState;
import io.retort.runtime.experiment.result.StoredOutput;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.StudentSettings;
import io.retort.runtime.plugin.Plugin;
import io.retort.runtime.plugin.PluginCatalog;
import io.retort.runtime.plugin.PluginKind;
import io.retort.runtime.plugin.PluginSearch;
import io.retort.runtime.report.Report;
import io.retort.runtime.report.ReportFiles;
import io.retort.runtime.report.Summary;
import io.retort.serving.format.NetworkFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Retort as a library.
 *
 * <pre>{@code
 * Retort retort = Retort.discover();
 * Experiment experiment =
 *     retort
 *         .builder("digits", new StudentSettings(student, training, Optional.empty()))
 *         .data(retort.plugin(Dataset.class, "digits"))
 *         .teacher(retort.plugin(Teacher.class, new NetworkTeacherSettings(teacher, training)))
 *         .strategy(retort.plugin(Strategy.class, "temperature"))
 *         .build();
 * RunResult result = retort.experiment(experiment).listen(listener).run();
 * }</pre>
 */
public final class Retort {
  private final PluginCatalog catalog;

  private Retort(PluginCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Retort with all plugins of the program and of the plugin folders that the environment names.
   *
   * @return a new object
   */
  public static Retort discover() {
    return discover(PluginSearch.configured());
  }

  /**
   * Retort with all plugins of the program and of some plugin folders.
   *
   * @param search the plugin folders
   * @return a new object
   * @throws RetortException if the search is strict and there is a plugin that cannot be loaded
   */
  public static Retort discover(PluginSearch search) {
    return new Retort(PluginCatalog.discover(search));
  }

  /**
   * Retort with given plugins.
   *
   * @param catalog the plugins
   * @return a new object
   */
  public static Retort with(PluginCatalog catalog) {
    return new Retort(catalog);
  }

  /**
   * The plugins.
   *
   * @return the catalog
   */
  public PluginCatalog catalog() {
    return catalog;
  }

  /**
   * What a user of a plugin needs to know.
   *
   * @param kind its SPI
   * @param name its name, qualified or not
   * @return its manual
   * @throws RetortException if there is no such plugin
   */
  public PluginManual manual(PluginKind kind, String name) {
    return PluginManual.of(
        catalog, catalog.get(kind, name), new PluginContext(Path.of("").toAbsolutePath(), 0));
  }

  /**
   * What users of all plugins need to know.
   *
   * @return the manuals of all plugins as a page of Markdown
   */
  public String reference() {
    return PluginReference.of(
        catalog, Experiment.class, new PluginContext(Path.of("").toAbsolutePath(), 0));
  }

  /**
   * What editors need to complete and check a file.
   *
   * @param type the record that the file is bound to, such as {@link Experiment}
   * @param title what the file is
   * @return a JSON Schema
   * @throws RetortException if the record cannot be bound
   */
  public String schema(Class<? extends Record> type, String title) {
    return Json.pretty(ConfigurationSchema.of(catalog, type, title));
  }

  /**
   * Reads an experiment file.
   *
   * @param file the YAML file; relative paths in it start from its folder
   * @param overrides changes of the form {@code strategy.temperature=2}
   * @return the experiment
   * @throws io.retort.runtime.configuration.ConfigurationException with all that is wrong
   */
  public ExperimentRun experiment(Path file, List<String> overrides) {
    Path base = file.toAbsolutePath().getParent();
    return experiment(ConfigurationDocument.read(file).with(overrides), base);
  }

  /**
   * Goes on with a run that was interrupted or has failed.
   *
   * @param runFolder its folder
   * @param changes what to change from here on, such as {@code
   *     student.training.optimizer.learning-rate=0.01}
   * @return the run, which writes to the same folder and ends with the same figures as one that was
   *     never interrupted
   * @throws RetortException if it is not an unfinished run, or the changes include something else;
   *     a sweep goes on by {@code SweepRun.resume}
   */
  public ExperimentRun resume(Path runFolder, List<String> changes) {
    ResumedRun resumed = ResumedRun.of(runFolder, changes);
    Path base = resumed.folder();
    return new ExperimentRun(
        catalog, bind(Experiment.class, resumed.document(), base), base, Optional.of(resumed));
  }

  /**
   * What has become of a run or a sweep.
   *
   * @param folder its folder
   * @return its state, of the kind {@code NONE} if it is not such a folder
   */
  public static RunState state(Path folder) {
    return RunStates.of(folder);
  }

  /**
   * The runs, sweeps and labellings below a folder.
   *
   * @param folder such as {@code runs}
   * @return what has become of each
   * @throws RetortException if the folder cannot be read
   */
  public static List<RunState> runs(Path folder) {
    return RunStates.below(folder);
  }

  /**
   * The teachers' outputs that are kept in a folder.
   *
   * @param folder such as {@code runs/teacher-outputs}
   * @param verified whether to read all of them and compare their checksums
   * @return what is there of each output
   * @throws RetortException if the folder cannot be read
   */
  public static List<StoredOutput> outputs(Path folder, boolean verified) {
    return StoredOutputs.in(folder, verified);
  }

  /**
   * Deletes outputs of teachers that are kept in a folder.
   *
   * @param folder such as {@code runs/teacher-outputs}
   * @param chosen which
   * @return those that were deleted
   * @throws RetortException if the folder cannot be read, or one cannot be deleted
   */
  public static List<StoredOutput> pruneOutputs(Path folder, Predicate<StoredOutput> chosen) {
    return StoredOutputs.prune(folder, chosen);
  }

  /**
   * Takes an experiment from a program.
   *
   * @param values what an experiment file would say, as maps, lists, text, numbers and booleans;
   *     relative paths start from the working folder
   * @return the experiment
   * @throws io.retort.runtime.configuration.ConfigurationException with all that is wrong
   */
  public ExperimentRun experiment(Map<String, ?> values) {
    return experiment(ConfigurationDocument.of(values), Path.of("").toAbsolutePath());
  }

  /**
   * Takes an experiment that a program has made.
   *
   * @param experiment of which a file could say all; relative paths start from the working folder
   * @return the experiment, read as from that file
   * @throws RetortException if a file could not say it, such as a loss that is not a plugin's, with
   *     the key
   */
  public ExperimentRun experiment(Experiment experiment) {
    Path base = Path.of("").toAbsolutePath();
    return new ExperimentRun(catalog, binder(base).bind(experiment), base);
  }

  /**
   * An experiment to be completed.
   *
   * @param name names the run in reports and in the default output folder
   * @param student the student and how it is trained
   * @return all else with its defaults
   */
  public ExperimentBuilder builder(String name, StudentSettings student) {
    return new ExperimentBuilder(binder(Path.of("").toAbsolutePath()), name, student);
  }

  /**
   * Chooses a plugin.
   *
   * @param product what it makes, such as {@code Teacher.class}
   * @param configuration the record that only this plugin is configured by
   * @param <T> what it makes
   * @return the plugin, not made yet
   * @throws RetortException if not exactly one plugin of the kind is configured by such a record,
   *     or if no file could say what it is, with the key
   */
  public <T> Plugin<T> plugin(Class<T> product, Record configuration) {
    return binder(Path.of("").toAbsolutePath()).plugin(product, configuration);
  }

  /**
   * Chooses a plugin all of whose keys have their defaults.
   *
   * @param product what it makes, such as {@code Strategy.class}
   * @param name its name, qualified or not
   * @param <T> what it makes
   * @return the plugin, not made yet
   * @throws RetortException if there is no such plugin, or it has keys without a default
   */
  public <T> Plugin<T> plugin(Class<T> product, String name) {
    return plugin(product, name, Map.of());
  }

  /**
   * Chooses a plugin.
   *
   * @param product what it makes, such as {@code Strategy.class}
   * @param name its name, qualified or not
   * @param settings its keys, as a file would say them; the others have their defaults
   * @param <T> what it makes
   * @return the plugin, not made yet
   * @throws RetortException if there is no such plugin, or its settings are wrong
   */
  public <T> Plugin<T> plugin(Class<T> product, String name, Map<String, ?> settings) {
    return binder(Path.of("").toAbsolutePath()).plugin(product, name, settings);
  }

  /**
   * Makes the backend that an experiment uses which names none.
   *
   * @return a backend that the caller closes
   */
  public ComputeBackend defaultBackend() {
    return DefaultBackend.of(catalog);
  }

  /**
   * Takes an experiment from a document.
   *
   * @param document what an experiment file says
   * @param base the folder that relative paths in it start from
   * @return the experiment
   * @throws io.retort.runtime.configuration.ConfigurationException with all that is wrong
   */
  public ExperimentRun experiment(ConfigurationDocument document, Path base) {
    return new ExperimentRun(catalog, bind(Experiment.class, document, base), base);
  }

  /**
   * Binds a document that is not an experiment but may name plugins.
   *
   * @param type a record
   * @param document the document
   * @param base the folder that relative paths in it start from
   * @param <T> the record
   * @return the bound record
   * @throws io.retort.runtime.configuration.ConfigurationException with all that is wrong
   */
  public <T extends Record> BoundValue<T> bind(
      Class<T> type, ConfigurationDocument document, Path base) {
    return binder(base).bind(type, document);
  }

  private ConfigurationBinder binder(Path base) {
    return new ConfigurationBinder(catalog, new PluginContext(base, 0));
  }

  /**
   * Measures the saved student of a run on the test samples, from the run's folder alone.
   *
   * @param runFolder the folder of a complete run
   * @return the student's metrics by head
   * @throws RetortException if the folder is not that of a complete run
   */
  public Map<String, Metrics> evaluate(Path runFolder) {
    CompletedRun run = CompletedRun.open(runFolder);
    // Nothing is written, so it does not matter where the run has kept its teacher's outputs.
    return experiment(run.configuration(), List.of("teacher-outputs={}"))
        .evaluate(NetworkFolder.read(run.student()));
  }

  /**
   * Compares the distilled students of several runs, with those of the first one.
   *
   * @param runFolders the folders of complete runs, at least two
   * @return for each head that all of them have, figures, and gains over the first run where the
   *     students can be paired
   * @throws RetortException if a folder is not that of a complete run, or no head is in all of them
   */
  public static List<ComparedHead> compare(List<Path> runFolders) {
    return RunsComparison.of(runFolders);
  }

  /**
   * A comparison as a page.
   *
   * @param heads what {@link #compare} has found
   * @return HTML, in one file that needs no others
   */
  public static String page(List<ComparedHead> heads) {
    return ComparisonPage.of(heads);
  }

  /**
   * Makes the page about a run or a sweep again, whichever version has made the folder.
   *
   * @param folder the folder of a complete run or sweep
   * @return HTML, in one file that needs no others
   * @throws RetortException if it is not such a folder
   */
  public static String reportOf(Path folder) {
    if (!Files.exists(folder.resolve(CompletedRun.RESULT))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "There is no "
              + CompletedRun.RESULT
              + " in "
              + folder
              + "; name the folder of a complete run or sweep, such as runs/NAME/TIME");
    }
    return Report.of(ReportFiles.of(folder));
  }

  /**
   * Writes the saved student of a run in the format of another framework, into the run's folder.
   *
   * @param runFolder the folder of a complete run
   * @param format the name of an exporter
   * @param settings keys of the exporter, of the form {@code class-name=IrisStudent}; the others
   *     have their defaults
   * @param listener told what the exporter reports, such as that it could not check its file
   * @return the file
   * @throws io.retort.runtime.configuration.ConfigurationException if there is no such exporter, or
   *     with all that is wrong about its settings
   * @throws RetortException if the folder is not that of a complete run, or the student cannot be
   *     written in this format
   */
  public Path export(
      Path runFolder, String format, List<String> settings, TrainingListener listener) {
    // Before anything is written: it may be no run's folder.
    CompletedRun.open(runFolder);
    Plugin<Exporter> exporter =
        binder(Path.of("").toAbsolutePath()).plugin(Exporter.class, format, settings);
    OutputLock lock = OutputLock.acquire(runFolder.resolve(RunFolder.LOCK), runFolder);
    try {
      // As it is now that nobody else writes there.
      CompletedRun run = CompletedRun.open(runFolder);
      String name = write(run.student(), exporter, runFolder, listener);
      Path file = runFolder.resolve(name);
      run.exported(name, Sha256.of(file), Exports.place(exporter));
      return file;
    } finally {
      // The run is complete in either case.
      lock.complete();
    }
  }

  /**
   * Makes the page about a run or a sweep again, and its summary, and puts them into its folder.
   *
   * @param folder the folder of a complete run or sweep
   * @return the page
   * @throws RetortException if it is not such a folder, or cannot be written to
   */
  public static Path report(Path folder) {
    Map<String, String> made = new LinkedHashMap<>();
    made.put(Report.FILE, reportOf(folder));
    ReportFiles.of(folder)
        .text(CompletedRun.RESULT)
        .ifPresent(result -> made.put(Summary.FILE, Summary.of(result)));
    OutputLock lock = OutputLock.acquire(folder.resolve(RunFolder.LOCK), folder);
    try {
      made.forEach(
          (name, text) -> {
            Path file = folder.resolve(name);
            AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
            if (!Files.exists(folder.resolve(RunStates.CANDIDATES))) {
              // That of a sweep says nothing of files.
              CompletedRun.reading(folder).exported(name, Sha256.of(file), name);
            }
          });
      return folder.resolve(Report.FILE);
    } finally {
      // The run is complete in either case.
      lock.complete();
    }
  }

  /**
   * What a run has found, in words and a table.
   *
   * @param result what it has found
   * @param width the columns that rows of the table may take; sentences are not wrapped
   * @return lines, without a line break after the last
   */
  public static String summary(RunResult result, int width) {
    return Summary.of(Json.pretty(ResultDocument.of(result, Map.of())), width);
  }

  private String write(
      Path student, Plugin<Exporter> exporter, Path runFolder, TrainingListener listener) {
    try (Exports exports =
        new Exports(
            catalog,
            NetworkFolder.read(student),
            StudentCard.read(student),
            this::defaultBackend,
            listener)) {
      return exports.write(
          exporter, (file, content) -> AtomicFiles.write(runFolder.resolve(file), content::write));
    }
  }
}
