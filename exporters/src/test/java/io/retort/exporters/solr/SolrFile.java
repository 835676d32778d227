package io.retort.exporters.solr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.solr.ltr.feature.Feature;
import org.apache.solr.ltr.feature.ValueFeature;
import org.apache.solr.ltr.model.NeuralNetworkModel;
import org.apache.solr.ltr.norm.IdentityNormalizer;
import org.apache.solr.ltr.norm.Normalizer;
import org.apache.solr.ltr.norm.NormalizerException;
import org.apache.solr.ltr.norm.StandardNormalizer;
import org.noggit.ObjectBuilder;

/** A file as Solr's model store takes it: its parser, its normalizers and its model. */
final class SolrFile {
  private final Map<?, ?> json;
  private final Model model;

  private SolrFile(Map<?, ?> json) {
    this.json = json;
    List<Feature> features = new ArrayList<>();
    List<Normalizer> normalizers = new ArrayList<>();
    for (Object each : (List<?>) json.get("features")) {
      Map<?, ?> feature = (Map<?, ?>) each;
      features.add(new ValueFeature((String) feature.get("name"), Map.of()));
      normalizers.add(normalizer((Map<?, ?>) feature.get("norm")));
    }
    if (!NeuralNetworkModel.class.getName().equals(json.get("class"))) {
      throw new IllegalArgumentException("no model of Solr: " + json.get("class"));
    }
    this.model =
        new Model(
            (String) json.get("name"),
            features,
            normalizers,
            ((Map<?, ?>) json.get("params")).get("layers"));
  }

  static SolrFile read(Path file) throws IOException {
    return new SolrFile((Map<?, ?>) ObjectBuilder.fromJSON(Files.readString(file)));
  }

  private static Normalizer normalizer(Map<?, ?> norm) {
    if (norm == null) {
      return IdentityNormalizer.INSTANCE;
    }
    Map<?, ?> params = (Map<?, ?>) norm.get("params");
    Checked normalizer = new Checked();
    normalizer.setAvg((String) params.get("avg"));
    normalizer.setStd((String) params.get("std"));
    normalizer.validate();
    if (!StandardNormalizer.class.getName().equals(norm.get("class"))) {
      throw new IllegalArgumentException("no such normalizer: " + norm);
    }
    return normalizer;
  }

  Object get(String key) {
    return json.get(key);
  }

  List<String> features() {
    return model.getFeatures().stream().map(Feature::getName).toList();
  }

  int layers() {
    return ((List<?>) ((Map<?, ?>) json.get("params")).get("layers")).size();
  }

  /** The score of a document with these values of the features, which Solr scales. */
  float score(float... values) {
    float[] normalized = values.clone();
    model.normalizeFeaturesInPlace(normalized);
    return model.score(normalized);
  }

  /** Opens what Solr calls when it has read a model. */
  private static final class Model extends NeuralNetworkModel {
    Model(String name, List<Feature> features, List<Normalizer> normalizers, Object layers) {
      super(name, features, normalizers, "store", features, Map.of("layers", layers));
      setLayers(layers);
      validate();
    }
  }

  /** Opens what Solr calls when it has read a normalizer. */
  private static final class Checked extends StandardNormalizer {
    @Override
    protected void validate() throws NormalizerException {
      super.validate();
    }
  }
}
