import io.retort.core.export.ExporterProvider;
import io.retort.exporters.providers.JavaProvider;
import io.retort.exporters.providers.OnnxExporterProvider;
import io.retort.exporters.providers.SolrLtrProvider;

/** Students for programs without Retort: ONNX models, a Java class, and models of Solr. */
module io.retort.exporters {
  requires com.fasterxml.jackson.core;
  requires com.google.protobuf;
  requires com.samskivert.jmustache;
  requires java.compiler;
  requires transitive io.retort.core;
  requires org.tribuo.util.onnx;
  requires static com.google.auto.service;
  // Runs what has been written, where it is there.
  requires static com.microsoft.onnxruntime;

  exports io.retort.exporters;

  provides ExporterProvider with
      JavaProvider,
      OnnxExporterProvider,
      SolrLtrProvider;
}
