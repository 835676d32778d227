package io.retort.exporters.providers;

import com.google.auto.service.AutoService;
import io.retort.core.export.Exporter;
import io.retort.core.export.ExporterProvider;
import io.retort.core.plugin.Context;
import io.retort.exporters.SolrModel;
import io.retort.exporters.solr.SolrLtrExporter;

/** Provides the exporter {@code solr-ltr}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ExporterProvider.class)
public final class SolrLtrProvider implements ExporterProvider<SolrModel> {

  /** For {@link java.util.ServiceLoader}. */
  public SolrLtrProvider() {}

  @Override
  public String name() {
    return "solr-ltr";
  }

  @Override
  public Class<SolrModel> configuration() {
    return SolrModel.class;
  }

  @Override
  public Exporter create(SolrModel configuration, Context context) {
    return new SolrLtrExporter(configuration);
  }
}
