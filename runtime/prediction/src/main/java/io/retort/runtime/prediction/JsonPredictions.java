package io.retort.runtime.prediction;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Predictions as a JSON document a line: {@code source}, and an object for each head with {@code
 * label} (the class) or {@code labels} (those that are set) and {@code probabilities}, or with
 * {@code values}, by their names.
 */
final class JsonPredictions implements PredictionWriter {
  private final Writer out;

  JsonPredictions(Writer out) {
    this.out = out;
  }

  @Override
  public void write(String source, List<Prediction> heads) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("source", source);
    heads.forEach(each -> document.put(each.head().name(), tree(each)));
    out.write(JSON.std.asString(document));
    out.write('\n');
  }

  private static Map<String, Object> tree(Prediction prediction) {
    List<String> names = prediction.head().names();
    Map<String, Object> numbers = new LinkedHashMap<>();
    List<String> set = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      numbers.put(names.get(i), prediction.values()[i]);
      if (prediction.isLabels() && prediction.isSet(i)) {
        set.add(names.get(i));
      }
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    if (prediction.isClass()) {
      tree.put("label", prediction.mostLikely());
    } else if (prediction.isLabels()) {
      tree.put("labels", set);
    }
    tree.put(prediction.isClass() || prediction.isLabels() ? "probabilities" : "values", numbers);
    return tree;
  }
}
