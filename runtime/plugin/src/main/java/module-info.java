/** Finds plugins on the module path, on the class path and in plugin folders. */
module io.retort.runtime.plugin {
  requires transitive io.retort.core;
  requires io.retort.runtime.common;

  exports io.retort.runtime.plugin;

  // What plugins may bring besides, and what those of plugin folders share with the program.
  uses io.retort.runtime.plugin.ExtensionType;
  uses io.retort.core.plugin.SharedLibrary;

  // One for each constant of PluginKind.
  uses io.retort.core.augmentation.AugmentationProvider;
  uses io.retort.core.backend.BackendProvider;
  uses io.retort.core.data.DatasetProvider;
  uses io.retort.core.export.ExporterProvider;
  uses io.retort.core.gradient.GradientCombinationProvider;
  uses io.retort.core.importer.ImporterProvider;
  uses io.retort.core.loss.LossProvider;
  uses io.retort.core.metric.MetricProvider;
  uses io.retort.core.optimizer.OptimizerProvider;
  uses io.retort.core.optimizer.ScheduleProvider;
  uses io.retort.core.strategy.StrategyProvider;
  uses io.retort.core.teacher.TeacherProvider;
  uses io.retort.core.text.TokenizerProvider;
}
