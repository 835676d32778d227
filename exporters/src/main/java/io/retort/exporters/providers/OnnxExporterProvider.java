package io.retort.exporters.providers;

import com.google.auto.service.AutoService;
import io.retort.core.export.Exporter;
import io.retort.core.export.ExporterProvider;
import io.retort.core.plugin.Context;
import io.retort.exporters.OnnxModel;
import io.retort.exporters.onnx.OnnxExporter;

/** Provides the exporter {@code onnx}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(ExporterProvider.class)
public final class OnnxExporterProvider implements ExporterProvider<OnnxModel> {

  /** For {@link java.util.ServiceLoader}. */
  public OnnxExporterProvider() {}

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Class<OnnxModel> configuration() {
    return OnnxModel.class;
  }

  @Override
  public boolean isDefault() {
    return true;
  }

  @Override
  public Exporter create(OnnxModel configuration, Context context) {
    return new OnnxExporter(configuration, context.listener());
  }
}
