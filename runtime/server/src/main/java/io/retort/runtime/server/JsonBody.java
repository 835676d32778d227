package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.retort.core.Reason;
import io.retort.core.data.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A body that is read as JSON, token by token. */
final class JsonBody {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // JSON has no NaN, but Python writes it; who reads numbers refuses it by its place.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Parts of a body are read by their places in UTF-8.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(TableFormat.LONGEST_CELL).build())
          .build();

  private JsonBody() {}

  /** Reads tokens. */
  interface Reading<T> {
    T read(JsonParser tokens) throws IOException;
  }

  /**
   * Reads a whole body, which is one value.
   *
   * @param reading begins at the first token, and ends at the last of the value
   * @throws HttpRefusal if it is not JSON, with line and column
   */
  static <T> T read(byte[] body, Reading<T> reading) {
    return read(
        body,
        0,
        body.length,
        tokens -> {
          if (tokens.nextToken() == null) {
            throw HttpRefusal.bad("The body is empty; send JSON");
          }
          T value = reading.read(tokens);
          if (tokens.nextToken() != null) {
            throw HttpRefusal.bad(
                "The body goes on after its end, at "
                    + place(tokens.currentTokenLocation())
                    + "; send one JSON value");
          }
          return value;
        });
  }

  /** Reads a part of a body. */
  static <T> T read(byte[] body, int start, int length, Reading<T> reading) {
    try (JsonParser tokens = FACTORY.createParser(body, start, length)) {
      return reading.read(tokens);
    } catch (JsonProcessingException malformed) {
      throw HttpRefusal.bad(
          "The body is not JSON"
              + (malformed.getLocation() == null ? "" : ", at " + place(malformed.getLocation()))
              + ": "
              + Reason.of(malformed),
          malformed);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Arrays can be read", impossible);
    }
  }

  private static String place(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
