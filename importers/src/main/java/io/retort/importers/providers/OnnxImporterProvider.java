package io.retort.importers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.importer.Importer;
import io.retort.core.importer.ImporterContext;
import io.retort.core.importer.ImporterProvider;
import io.retort.importers.OnnxFile;
import io.retort.importers.onnx.OnnxImporter;

/** Provides the importer {@code onnx}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ImporterProvider.class)
public final class OnnxImporterProvider implements ImporterProvider<OnnxFile> {

  /** For {@link java.util.ServiceLoader}. */
  public OnnxImporterProvider() {}

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Class<OnnxFile> configuration() {
    return OnnxFile.class;
  }

  @Override
  public Importer create(OnnxFile configuration, ImporterContext context) {
    return new OnnxImporter(configuration);
  }
}
