import io.retort.core.importer.ImporterProvider;
import io.retort.importers.providers.KerasProvider;
import io.retort.importers.providers.RetortProvider;

/** Networks from files: saved by Retort, or by Keras. */
module io.retort.importers {
  requires com.fasterxml.jackson.databind;
  requires io.jhdf;
  requires transitive io.retort.core;
  requires static com.google.auto.service;

  exports io.retort.importers;

  provides ImporterProvider with
      KerasProvider,
      RetortProvider;
}
