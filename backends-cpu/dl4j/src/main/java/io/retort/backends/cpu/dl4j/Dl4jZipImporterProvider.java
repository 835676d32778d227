package io.retort.backends.cpu.dl4j;

import com.google.auto.service.AutoService;
import io.retort.backends.cpu.dl4j.configuration.Dl4jZipFile;
import io.retort.core.importer.Importer;
import io.retort.core.importer.ImporterContext;
import io.retort.core.importer.ImporterProvider;

/** Provides the importer {@code dl4j-zip}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ImporterProvider.class)
public final class Dl4jZipImporterProvider implements ImporterProvider<Dl4jZipFile> {

  /** For {@link java.util.ServiceLoader}. */
  public Dl4jZipImporterProvider() {}

  @Override
  public String name() {
    return "dl4j-zip";
  }

  @Override
  public Class<Dl4jZipFile> configuration() {
    return Dl4jZipFile.class;
  }

  @Override
  public Importer create(Dl4jZipFile configuration, ImporterContext context) {
    return new Dl4jZipImporter(configuration);
  }
}
