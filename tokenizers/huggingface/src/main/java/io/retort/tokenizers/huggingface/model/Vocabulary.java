package io.retort.tokenizers.huggingface.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.retort.core.ErrorKind;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;

/** How many tokens the file of a tokenizer knows, which the library does not say. */
final class Vocabulary {
  /** What a 32-bit float holds exactly, as which tokens are given to networks. */
  private static final int LARGEST = 1 << 24;

  private final JsonParser json;
  private long largest = -1;

  private Vocabulary(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads the largest number of a token.
   *
   * @param content the JSON of a tokenizer
   * @param what the beginning of a sentence about it
   * @return one more than it
   * @throws RetortException if the text is not such JSON
   */
  static int of(String content, String what) {
    try (JsonParser json = new JsonFactory().createParser(content)) {
      Vocabulary vocabulary = new Vocabulary(json);
      if (json.nextToken() == JsonToken.START_OBJECT) {
        vocabulary.document();
      }
      if (vocabulary.largest < 0 || vocabulary.largest >= LARGEST) {
        throw refused(
            what,
            vocabulary.largest < 0
                ? "it has no vocabulary"
                : "it has a token of the number " + vocabulary.largest,
            null);
      }
      return (int) vocabulary.largest + 1;
    } catch (JsonProcessingException damaged) {
      throw refused(
          what,
          Reason.of(damaged)
              + (damaged.getLocation() == null
                  ? ""
                  : " in line " + damaged.getLocation().getLineNr()),
          damaged);
    } catch (IOException damaged) {
      throw refused(what, String.valueOf(damaged.getMessage()), damaged);
    }
  }

  private static RetortException refused(String what, String why, Throwable cause) {
    return new RetortException(
        ErrorKind.DATA,
        what
            + " is not a tokenizer.json: "
            + why
            + "; name that of a model, as transformers' save_pretrained writes it",
        cause);
  }

  private void document() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (key.equals("model") && value == JsonToken.START_OBJECT) {
        model();
      } else if (key.equals("added_tokens") && value == JsonToken.START_ARRAY) {
        addedTokens();
      } else {
        json.skipChildren();
      }
    }
  }

  private void model() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean vocabulary = json.currentName().equals("vocab");
      JsonToken value = json.nextToken();
      if (vocabulary && value == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          json.nextToken();
          number();
        }
      } else if (vocabulary && value == JsonToken.START_ARRAY) {
        // Of a unigram model: pairs of a token and its score, numbered from 0.
        for (long number = 0; json.nextToken() != JsonToken.END_ARRAY; number++) {
          json.skipChildren();
          largest = Math.max(largest, number);
        }
      } else {
        json.skipChildren();
      }
    }
  }

  private void addedTokens() throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean id = json.currentName().equals("id");
        json.nextToken();
        if (id) {
          number();
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private void number() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      largest = Math.max(largest, json.getLongValue());
    } else {
      json.skipChildren();
    }
  }
}
