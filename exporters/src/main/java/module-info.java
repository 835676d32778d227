import io.retort.core.export.ExporterProvider;
import io.retort.exporters.providers.JavaProvider;
import io.retort.exporters.providers.SolrLtrProvider;

/** Students for programs without Retort: as a Java class, or as a model of Solr. */
module io.retort.exporters {
  requires com.fasterxml.jackson.core;
  requires com.samskivert.jmustache;
  requires java.compiler;
  requires transitive io.retort.core;
  requires static com.google.auto.service;

  exports io.retort.exporters;

  provides ExporterProvider with
      JavaProvider,
      SolrLtrProvider;
}
