/** Finds plugins, binds configurations and wires runs. */
module io.retort.runtime {
  requires transitive io.retort.core;
  requires transitive com.google.guice;
  requires com.fasterxml.jackson.databind;
  requires de.siegmar.fastcsv;
  requires org.snakeyaml.engine;
  requires org.apache.commons.statistics.distribution;
  // Guice reaches sun.misc.Unsafe, and an automatic module cannot ask for it.
  requires jdk.unsupported;

  exports io.retort.runtime.configuration;
  exports io.retort.runtime.experiment;
  exports io.retort.runtime.files;
  exports io.retort.runtime.labelling;
  exports io.retort.runtime.model;
  exports io.retort.runtime.plugin;
  exports io.retort.runtime.plugin.report;
  exports io.retort.runtime.serving;
  exports io.retort.runtime.sweep;
  exports io.retort.runtime.text;

  // The records of the experiment, and of run documents, are read and made by reflection.
  opens io.retort.runtime.experiment to
      com.google.guice,
      com.fasterxml.jackson.databind;
  opens io.retort.runtime.labelling to
      com.fasterxml.jackson.databind;
  opens io.retort.runtime.sweep to
      com.fasterxml.jackson.databind;

  // What plugins bring besides: bindings of the run.
  uses com.google.inject.Module;

  // What plugins of plugin folders share with the program.
  uses io.retort.core.plugin.SharedLibrary;

  // One for each constant of PluginKind.
  uses io.retort.core.backend.BackendProvider;
  uses io.retort.core.data.DatasetProvider;
  uses io.retort.core.export.ExporterProvider;
  uses io.retort.core.gradient.GradientCombinationProvider;
  uses io.retort.core.importer.ImporterProvider;
  uses io.retort.core.loss.LossProvider;
  uses io.retort.core.optimizer.OptimizerProvider;
  uses io.retort.core.optimizer.ScheduleProvider;
  uses io.retort.core.strategy.StrategyProvider;
  uses io.retort.core.teacher.TeacherProvider;
}
