package io.retort.exporters.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.retort.core.data.Head;
import io.retort.exporters.OnnxModel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** What a model's outputs mean, as JSON for its metadata. */
final class HeadNames {
  private HeadNames() {}

  /**
   * Names outputs.
   *
   * @param heads what is predicted, by the names of the outputs
   * @return for each head its output's name, what it predicts (classes, labels, values or an
   *     embedding), as what (probabilities, logits or values), and the names of these
   */
  static String json(Map<String, Head> heads, OnnxModel.Outputs outputs) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartArray();
      for (Map.Entry<String, Head> output : heads.entrySet()) {
        Head head = output.getValue();
        boolean probabilities = head.task().outputActivation().givesProbabilities();
        json.writeStartObject();
        json.writeStringField("output", output.getKey());
        json.writeStringField("predicts", predicts(head));
        json.writeStringField(
            "as", probabilities ? outputs.name().toLowerCase(Locale.ROOT) : "values");
        json.writeArrayFieldStart("names");
        for (String name : head.task().names()) {
          json.writeString(name);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static String predicts(Head head) {
    return head.task()
        .match(
            classes -> "classes", labels -> "labels", values -> "values", embedding -> "embedding");
  }
}
