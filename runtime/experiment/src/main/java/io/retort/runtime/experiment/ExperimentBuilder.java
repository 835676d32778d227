package io.retort.runtime.experiment;

import io.retort.core.backend.ComputeBackend;
import io.retort.core.data.Dataset;
import io.retort.core.export.Exporter;
import io.retort.core.metric.Metric;
import io.retort.core.strategy.Strategy;
import io.retort.core.teacher.Teacher;
import io.retort.runtime.configuration.ConfigurationBinder;
import io.retort.runtime.configuration.Destination;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.runtime.experiment.settings.SelectBy;
import io.retort.runtime.experiment.settings.SplitSettings;
import io.retort.runtime.experiment.settings.StudentSettings;
import io.retort.runtime.experiment.settings.TeacherOutputSettings;
import io.retort.runtime.plugin.Plugin;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an {@link Experiment}, whose components say more. What is not set is what it is in a file
 * that does not name the key.
 */
public final class ExperimentBuilder {
  private final ConfigurationBinder binder;
  private final Map<String, Object> components = new HashMap<>();

  ExperimentBuilder(ConfigurationBinder binder, String name, StudentSettings student) {
    this.binder = binder;
    components.put("name", name);
    components.put("student", student);
  }

  /** What computes. */
  public ExperimentBuilder backend(Plugin<ComputeBackend> value) {
    components.put("backend", value);
    return this;
  }

  /** The data set. */
  public ExperimentBuilder data(Plugin<Dataset> value) {
    components.put("data", Optional.of(value));
    return this;
  }

  /** What the samples are used for. */
  public ExperimentBuilder split(SplitSettings value) {
    components.put("split", value);
    return this;
  }

  /** Whether values to predict are standardized. */
  public ExperimentBuilder scaleTargets(boolean value) {
    components.put("scaleTargets", value);
    return this;
  }

  /** The teacher. */
  public ExperimentBuilder teacher(Plugin<Teacher> value) {
    components.put("teacher", value);
    return this;
  }

  /** How the student learns from the teacher. */
  public ExperimentBuilder strategy(Plugin<Strategy> value) {
    components.put("strategy", Optional.of(value));
    return this;
  }

  /** How the teacher's outputs are kept. */
  public ExperimentBuilder teacherOutputs(TeacherOutputSettings value) {
    components.put("teacherOutputs", value);
    return this;
  }

  /** One training with and one without the teacher for each. */
  public ExperimentBuilder seeds(Long... values) {
    components.put("seeds", List.of(values));
    return this;
  }

  /** Further metrics, beside those that are always measured. */
  public ExperimentBuilder metrics(Metric... values) {
    components.put("metrics", List.of(values));
    return this;
  }

  /** What decides between models. */
  public ExperimentBuilder selectBy(SelectBy value) {
    components.put("selectBy", value);
    return this;
  }

  /** Whether the run ends with a page about it, {@code report.html}. */
  public ExperimentBuilder report(boolean value) {
    components.put("report", value);
    return this;
  }

  /** Further file formats in which the student is saved. */
  public ExperimentBuilder exporters(List<Plugin<Exporter>> value) {
    components.put("exporters", value);
    return this;
  }

  /** The folder to write to. */
  public ExperimentBuilder output(Path value) {
    components.put("output", Optional.of(new Destination(value.toAbsolutePath())));
    return this;
  }

  /**
   * The experiment.
   *
   * @throws io.retort.core.RetortException if a file could not say it, with the key
   */
  public Experiment build() {
    return binder.bind(Experiment.class, components).value();
  }
}
