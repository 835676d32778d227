package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.retort.core.Echo;
import java.io.IOException;

/** What a token must be; refusals name its place, such as {@code inputs[0].shape}. */
final class JsonTokens {

  private JsonTokens() {}

  static void requireObject(JsonParser tokens, String place) throws IOException {
    require(tokens, JsonToken.START_OBJECT, place, "an object");
  }

  static void requireArray(JsonParser tokens, String place) throws IOException {
    require(tokens, JsonToken.START_ARRAY, place, "an array");
  }

  static void skipObject(JsonParser tokens, String place) throws IOException {
    requireObject(tokens, place);
    tokens.skipChildren();
  }

  static String text(JsonParser tokens, String place) throws IOException {
    require(tokens, JsonToken.VALUE_STRING, place, "a text");
    return tokens.getText();
  }

  private static void require(JsonParser tokens, JsonToken token, String place, String expected)
      throws IOException {
    if (!tokens.hasToken(token)) {
      throw HttpRefusal.bad(
          place + " is " + Echo.quoted(tokens.getText()) + "; it must be " + expected);
    }
  }
}
