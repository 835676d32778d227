import io.retort.core.importer.ImporterProvider;
import io.retort.importers.providers.KerasProvider;
import io.retort.importers.providers.OnnxImporterProvider;
import io.retort.importers.providers.RetortProvider;

/** Networks from files: saved by Retort or Keras, or in ONNX. */
module io.retort.importers {
  requires com.fasterxml.jackson.databind;
  requires com.google.protobuf;
  requires io.jhdf;
  requires transitive io.retort.core;
  requires org.tribuo.util.onnx;
  requires static com.google.auto.service;

  exports io.retort.importers;

  provides ImporterProvider with
      KerasProvider,
      OnnxImporterProvider,
      RetortProvider;
}
