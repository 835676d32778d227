package io.retort.exporters.solr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Standardization;
import io.retort.core.export.ExportedStudent;
import io.retort.core.export.Exporter;
import io.retort.exporters.SolrModel;
import io.retort.exporters.solr.SolrFeatures.Feature;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a student as the JSON that Solr's model store takes: an {@code
 * org.apache.solr.ltr.model.NeuralNetworkModel}. A column whose numbers do not vary has weights 0,
 * as Solr standardizes by no deviation of 0.
 */
public final class SolrLtrExporter implements Exporter {
  private static final String PACKAGE = "org.apache.solr.ltr.";

  private final SolrModel settings;

  /**
   * An exporter.
   *
   * @param settings what the model is called, and what its score is
   */
  public SolrLtrExporter(SolrModel settings) {
    this.settings = settings;
  }

  @Override
  public String fileName() {
    return "solr-ltr.json";
  }

  @Override
  public Map<String, String> unsupported(SavedModel student) {
    Map<String, String> faults = new LinkedHashMap<>();
    model(student, faults);
    return faults;
  }

  private record Model(List<Feature> features, List<DenseLayer> layers) {}

  private Model model(SavedModel student, Map<String, String> faults) {
    Optional<SolrScore> score = SolrScore.of(student, settings, faults);
    List<Feature> features = SolrFeatures.of(student, faults);
    List<DenseLayer> layers =
        score.map(chosen -> DenseChain.of(student.network(), chosen, faults)).orElse(List.of());
    return new Model(features, layers);
  }

  @Override
  public void write(ExportedStudent student, Path file) throws IOException {
    Map<String, String> faults = new LinkedHashMap<>();
    Model model = model(student.model(), faults);
    if (!faults.isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The student cannot be written as a model of Solr: "
              + faults
              + "; leave the exporter solr-ltr out, or use another network");
    }
    try (Writer writer = Files.newBufferedWriter(file);
        JsonGenerator json =
            JsonFactory.builder()
                // Names may hold half characters, which no file does.
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build()
                .createGenerator(writer)
                .setPrettyPrinter(new DefaultPrettyPrinter())) {
      write(model, json);
    }
  }

  private void write(Model model, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("class", PACKAGE + "model.NeuralNetworkModel");
    json.writeStringField("name", settings.name());
    if (settings.store().isPresent()) {
      json.writeStringField("store", settings.store().get());
    }
    json.writeArrayFieldStart("features");
    for (Feature feature : model.features()) {
      write(feature, json);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("params");
    json.writeArrayFieldStart("layers");
    for (int i = 0; i < model.layers().size(); i++) {
      write(model.layers().get(i), i == 0 ? model.features() : List.of(), json);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(Feature feature, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", feature.name());
    Standardization scaling = feature.scaling();
    if (!scaling.constant() && !scaling.equals(Standardization.NONE)) {
      json.writeObjectFieldStart("norm");
      json.writeStringField("class", PACKAGE + "norm.StandardNormalizer");
      json.writeObjectFieldStart("params");
      json.writeStringField("avg", Float.toString((float) scaling.mean()));
      json.writeStringField("std", Float.toString((float) scaling.deviation()));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /**
   * Writes a layer. Solr takes no number for one with a fraction that is written without.
   *
   * @param features what the layer reads, if it is the first
   */
  private static void write(DenseLayer layer, List<Feature> features, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("matrix");
    for (double[] row : layer.weight()) {
      json.writeStartArray();
      for (int i = 0; i < row.length; i++) {
        boolean constant = !features.isEmpty() && features.get(i).scaling().constant();
        json.writeNumber(constant ? 0f : (float) row[i]);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("bias");
    for (double value : layer.bias()) {
      json.writeNumber((float) value);
    }
    json.writeEndArray();
    json.writeStringField("activation", layer.activation());
    json.writeEndObject();
  }
}
