package io.retort.importers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.importer.Importer;
import io.retort.core.importer.ImporterContext;
import io.retort.core.importer.ImporterProvider;
import io.retort.importers.RetortFolder;

/** Provides the importer {@code retort}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ImporterProvider.class)
public final class RetortProvider implements ImporterProvider<RetortFolder> {

  /** For {@link java.util.ServiceLoader}. */
  public RetortProvider() {}

  @Override
  public String name() {
    return "retort";
  }

  @Override
  public Class<RetortFolder> configuration() {
    return RetortFolder.class;
  }

  @Override
  public Importer create(RetortFolder configuration, ImporterContext context) {
    return () -> context.load(configuration.path()).network();
  }
}
