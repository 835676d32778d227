package io.retort.teachers.onnx.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a model's outputs, such as classes, which Retort's exporter writes into the metadata
 * under the key {@code heads}: a list of objects with {@code output} and {@code names}.
 */
final class DeclaredNames {
  private static final String KEY = "heads";

  private DeclaredNames() {}

  /**
   * Reads them.
   *
   * @return the names by output; empty for models of other programs, which may have such a key for
   *     something else
   */
  static Map<String, List<String>> of(ModelProto model) {
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      if (entry.getKey().equals(KEY)) {
        try (JsonParser json = new JsonFactory().createParser(entry.getValue())) {
          return json.nextToken() == JsonToken.START_ARRAY ? heads(json) : Map.of();
        } catch (IOException other) {
          return Map.of();
        }
      }
    }
    return Map.of();
  }

  private static Map<String, List<String>> heads(JsonParser json) throws IOException {
    Map<String, List<String>> declared = new HashMap<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String output = "";
      List<String> names = new ArrayList<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("output") && value == JsonToken.VALUE_STRING) {
          output = json.getText();
        } else if (field.equals("names") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            names.add(json.getText());
          }
        } else {
          json.skipChildren();
        }
      }
      declared.put(output, names);
    }
    return declared;
  }
}
