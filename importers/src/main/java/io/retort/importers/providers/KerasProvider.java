package io.retort.importers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.importer.Importer;
import io.retort.core.importer.ImporterContext;
import io.retort.core.importer.ImporterProvider;
import io.retort.importers.KerasFile;
import io.retort.importers.keras.KerasImporter;

/** Provides the importer {@code keras}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ImporterProvider.class)
public final class KerasProvider implements ImporterProvider<KerasFile> {

  /** For {@link java.util.ServiceLoader}. */
  public KerasProvider() {}

  @Override
  public String name() {
    return "keras";
  }

  @Override
  public Class<KerasFile> configuration() {
    return KerasFile.class;
  }

  @Override
  public Importer create(KerasFile configuration, ImporterContext context) {
    return new KerasImporter(configuration);
  }
}
