package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request of the Open Inference Protocol. Keys that the protocol does not have, and parameters,
 * which are for other servers, are passed over.
 *
 * @param id given back in the response
 * @param inputs at least one, each with a name of its own
 * @param outputs the names of those that are asked for, each once; empty for all
 */
record InferenceRequest(Optional<String> id, List<RequestTensor> inputs, List<String> outputs) {

  /**
   * Reads a request.
   *
   * @throws HttpRefusal if it is none
   */
  static InferenceRequest read(byte[] body) {
    return JsonBody.read(body, tokens -> read(body, tokens));
  }

  private static InferenceRequest read(byte[] body, JsonParser tokens) throws IOException {
    JsonTokens.requireObject(tokens, "The request");
    Optional<String> id = Optional.empty();
    List<RequestTensor> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      tokens.nextToken();
      switch (key) {
        case "id" -> id = Optional.of(JsonTokens.text(tokens, "The request's 'id'"));
        case "inputs" -> {
          JsonTokens.requireArray(tokens, "The request's 'inputs'");
          while (tokens.nextToken() != JsonToken.END_ARRAY) {
            inputs.add(RequestTensor.read(body, tokens, inputs.size()));
          }
        }
        case "outputs" -> {
          JsonTokens.requireArray(tokens, "The request's 'outputs'");
          while (tokens.nextToken() != JsonToken.END_ARRAY) {
            outputs.add(output(tokens, outputs.size()));
          }
        }
        case "parameters" -> JsonTokens.skipObject(tokens, "The request's 'parameters'");
        default -> tokens.skipChildren();
      }
    }
    if (inputs.isEmpty()) {
      throw HttpRefusal.bad(
          "The request has no 'inputs'; give an array of tensors with name, shape, datatype and"
              + " data");
    }
    if (inputs.stream().map(RequestTensor::name).distinct().count() < inputs.size()) {
      throw HttpRefusal.bad("Two of the request's 'inputs' have the same name");
    }
    if (outputs.stream().distinct().count() < outputs.size()) {
      // Otherwise a small request could ask for a response of any size.
      throw HttpRefusal.bad("Two of the request's 'outputs' have the same name");
    }
    return new InferenceRequest(id, List.copyOf(inputs), List.copyOf(outputs));
  }

  private static String output(JsonParser tokens, int number) throws IOException {
    String place = "outputs[" + number + "]";
    JsonTokens.requireObject(tokens, place);
    String name = null;
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      tokens.nextToken();
      switch (key) {
        case "name" -> name = JsonTokens.text(tokens, place + ".name");
        case "parameters" -> JsonTokens.skipObject(tokens, place + ".parameters");
        default -> tokens.skipChildren();
      }
    }
    if (name == null) {
      throw HttpRefusal.bad(place + " has no 'name'");
    }
    return name;
  }
}
