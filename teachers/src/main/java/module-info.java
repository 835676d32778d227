/**
 * The teachers that ship with Retort: networks, trained in the run or saved by an earlier one;
 * answers that were recorded beforehand; several teachers as one.
 */
module io.retort.teachers {
  requires transitive io.retort.core;
  requires de.siegmar.fastcsv;
  requires static com.google.auto.service;

  exports io.retort.teachers;

  provides io.retort.core.teacher.TeacherProvider with
      io.retort.teachers.providers.EnsembleProvider,
      io.retort.teachers.providers.NetworkTeacherProvider,
      io.retort.teachers.providers.NoTeacherProvider,
      io.retort.teachers.providers.SavedTeacherProvider,
      io.retort.teachers.providers.SourceTargetTeacherProvider,
      io.retort.teachers.recorded.RecordedTeacherProvider;
}
