package io.retort.teachers.trees.xgboost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.retort.core.Reason;
import io.retort.teachers.file.DamagedModelException;
import java.io.IOException;
import java.util.Locale;

/** A file of JSON. */
final class JsonModelValues implements ModelValues, AutoCloseable {
  private final JsonParser parser;

  /** The first token of the next value; null where it has not been looked for. */
  private JsonToken next;

  JsonModelValues(byte[] content) throws IOException {
    // XGBoost writes statistics of training that are not numbers.
    parser =
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build()
            .createParser(content);
  }

  private JsonToken token() throws DamagedModelException {
    try {
      JsonToken token = next == null ? parser.nextToken() : next;
      next = null;
      if (token == null) {
        throw new DamagedModelException("it ends too early");
      }
      return token;
    } catch (JsonProcessingException malformed) {
      throw new DamagedModelException(
          "it is not JSON from line "
              + (malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr())
              + " on: "
              + Reason.of(malformed),
          malformed);
    } catch (IOException malformed) {
      // Its letters are none.
      throw noJson(malformed);
    }
  }

  /** What is said of a file whose bytes are not text. */
  static DamagedModelException noJson(IOException malformed) {
    return new DamagedModelException("it is not JSON: " + Reason.of(malformed), malformed);
  }

  private JsonToken token(JsonToken wanted) throws DamagedModelException {
    JsonToken token = token();
    if (token != wanted) {
      throw new DamagedModelException(
          "it has " + words(token) + " where " + words(wanted) + " is expected, " + place());
    }
    return token;
  }

  private static String words(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> token.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  private String place() {
    return "in line " + parser.currentTokenLocation().getLineNr();
  }

  @Override
  public void enter() throws DamagedModelException {
    token(JsonToken.START_OBJECT);
  }

  @Override
  public String field() throws DamagedModelException {
    if (token() == JsonToken.END_OBJECT) {
      return null;
    }
    return reading(parser::currentName);
  }

  @Override
  public void array(Elements elements) throws DamagedModelException {
    token(JsonToken.START_ARRAY);
    for (next = token(); next != JsonToken.END_ARRAY; next = token()) {
      elements.read();
    }
    next = null;
  }

  @Override
  public String text() throws DamagedModelException {
    token(JsonToken.VALUE_STRING);
    return reading(parser::getText);
  }

  @Override
  public float[] numbers() throws DamagedModelException {
    NumberLists.Floats numbers = new NumberLists.Floats();
    array(
        () -> {
          JsonToken token = token();
          if (!token.isNumeric()) {
            token(token, "a number");
          }
          // To single precision at once: by way of a double some would be rounded twice.
          numbers.add(
              reading(parser::isNaN)
                  ? (float) (double) reading(parser::getDoubleValue)
                  : Float.parseFloat(reading(parser::getText)));
        });
    return numbers.toArray();
  }

  @Override
  public int[] integers() throws DamagedModelException {
    NumberLists.Integers numbers = new NumberLists.Integers();
    array(
        () -> {
          JsonToken token = token();
          if (token.isBoolean()) {
            numbers.add(token == JsonToken.VALUE_TRUE ? 1 : 0);
          } else if (token == JsonToken.VALUE_NUMBER_INT) {
            numbers.add(reading(parser::getIntValue));
          } else {
            token(token, "a whole number");
          }
        });
    return numbers.toArray();
  }

  private void token(JsonToken found, String wanted) throws DamagedModelException {
    throw new DamagedModelException(
        "it has " + words(found) + " where " + wanted + " is expected, " + place());
  }

  @Override
  public void skip() throws DamagedModelException {
    int depth = 0;
    do {
      JsonToken token = token();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    } while (depth > 0);
  }

  @Override
  public void end() throws DamagedModelException {
    if (reading(parser::nextToken) != null) {
      throw new DamagedModelException("something follows the model, " + place());
    }
  }

  @FunctionalInterface
  private interface Step<T> {
    T take() throws IOException;
  }

  private <T> T reading(Step<T> step) throws DamagedModelException {
    try {
      return step.take();
    } catch (IOException malformed) {
      throw new DamagedModelException("it holds what is not a value, " + place(), malformed);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
