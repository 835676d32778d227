package io.retort.exporters.onnx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.retort.core.data.InputColumn;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the texts of a student become the tokens that its model is given, as JSON for metadata. */
final class TokenizerNote {
  /** Files of vocabularies are too large for metadata; the student's folder has them. */
  private static final int LONGEST = 10_000;

  private TokenizerNote() {}

  /**
   * Describes the tokenizer.
   *
   * @return its kind, its short settings, and how many tokens are read; empty for a student that
   *     reads no texts
   */
  static Optional<String> json(SavedModel student) {
    return student.signature().map(Signature::columns).orElse(List.of()).stream()
        .filter(InputColumn.Text.class::isInstance)
        .map(InputColumn.Text.class::cast)
        .findFirst()
        .map(TokenizerNote::json);
  }

  private static String json(InputColumn.Text column) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("kind", column.tokenizer().kind());
      json.writeNumberField("length", column.length());
      json.writeObjectFieldStart("settings");
      for (Map.Entry<String, String> setting : column.tokenizer().settings().entrySet()) {
        if (setting.getValue().length() <= LONGEST) {
          json.writeStringField(setting.getKey(), setting.getValue());
        }
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
