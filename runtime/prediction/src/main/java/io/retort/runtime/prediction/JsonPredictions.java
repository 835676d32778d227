package io.retort.runtime.prediction;

import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.serving.Prediction;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Predictions as a JSON document a line: {@code source}, and what each head says. */
final class JsonPredictions implements PredictionWriter {
  private final Writer out;

  JsonPredictions(Writer out) {
    this.out = out;
  }

  @Override
  public void write(String source, List<Prediction> heads) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("source", source);
    document.putAll(Prediction.tree(heads));
    out.write(JSON.std.asString(document));
    out.write('\n');
  }
}
