package io.retort.exporters.providers;

import com.google.auto.service.AutoService;
import io.retort.core.export.Exporter;
import io.retort.core.export.ExporterProvider;
import io.retort.core.plugin.Context;
import io.retort.exporters.JavaClass;
import io.retort.exporters.source.JavaExporter;

/** Provides the exporter {@code java}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ExporterProvider.class)
public final class JavaProvider implements ExporterProvider<JavaClass> {

  /** For {@link java.util.ServiceLoader}. */
  public JavaProvider() {}

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Class<JavaClass> configuration() {
    return JavaClass.class;
  }

  @Override
  public Exporter create(JavaClass configuration, Context context) {
    return new JavaExporter(configuration, context.listener());
  }
}
