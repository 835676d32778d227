package io.retort.serving.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.core.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as maps, lists, text, numbers and truth values. A library that binds objects as well would
 * take three times as long to start as all else that loads a student.
 */
final class PlainJson {

  /** Texts may be as long as the files of tokenizers, which are longer than Jackson's limit. */
  private static final JSON READER =
      JSON.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS)
          .build();

  private PlainJson() {}

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException with a clause if it is not JSON
   */
  static Object read(byte[] document) {
    try {
      return READER.anyFrom(document);
    } catch (IOException noJson) {
      throw new IllegalArgumentException("it is not JSON: " + Reason.of(noJson), noJson);
    }
  }

  /** A document for people to read, with a line break at its end. */
  static byte[] pretty(Object document) {
    return (write(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT), document) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A document in one line. */
  static String line(Object document) {
    return write(JSON.std, document);
  }

  private static String write(JSON json, Object document) {
    try {
      return json.asString(document);
    } catch (IOException impossible) {
      throw new IllegalStateException("Plain data can be written as JSON", impossible);
    }
  }
}
