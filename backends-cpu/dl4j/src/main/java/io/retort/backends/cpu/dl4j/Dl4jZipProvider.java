package io.retort.backends.cpu.dl4j;

import com.google.auto.service.AutoService;
import io.retort.backends.cpu.dl4j.configuration.Dl4jZipConfiguration;
import io.retort.core.export.Exporter;
import io.retort.core.export.ExporterProvider;
import io.retort.core.plugin.Context;

/** Provides the exporter {@code dl4j-zip}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ExporterProvider.class)
public final class Dl4jZipProvider implements ExporterProvider<Dl4jZipConfiguration> {

  /** For {@link java.util.ServiceLoader}. */
  public Dl4jZipProvider() {}

  @Override
  public String name() {
    return "dl4j-zip";
  }

  @Override
  public Class<Dl4jZipConfiguration> configuration() {
    return Dl4jZipConfiguration.class;
  }

  @Override
  public Exporter create(Dl4jZipConfiguration configuration, Context context) {
    return new Dl4jZipExporter();
  }
}
