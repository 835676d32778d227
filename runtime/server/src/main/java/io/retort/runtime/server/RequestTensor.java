package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.retort.core.Echo;
import java.io.IOException;
import java.util.Arrays;

/** A tensor of a request. */
final class RequestTensor {
  /** Tensors of students have far fewer axes. */
  private static final int MOST_AXES = 16;

  private final String name;
  private final Datatype datatype;
  private final int[] shape;
  private final TensorData data;

  private RequestTensor(String name, Datatype datatype, int[] shape, TensorData data) {
    this.name = name;
    this.datatype = datatype;
    this.shape = shape;
    this.data = data;
  }

  /**
   * Reads a tensor.
   *
   * @param tokens at the tensor's first token; afterwards at its last
   * @param number its place among the inputs, for messages
   */
  static RequestTensor read(byte[] body, JsonParser tokens, int number) throws IOException {
    String place = "inputs[" + number + "]";
    JsonTokens.requireObject(tokens, place);
    String name = null;
    String datatype = null;
    int[] shape = null;
    int start = -1;
    int end = -1;
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      tokens.nextToken();
      switch (key) {
        case "name" -> name = JsonTokens.text(tokens, place + ".name");
        case "datatype" -> datatype = JsonTokens.text(tokens, place + ".datatype");
        case "shape" -> shape = shape(tokens, place + ".shape");
        case "parameters" -> JsonTokens.skipObject(tokens, place + ".parameters");
        case "data" -> {
          JsonTokens.requireArray(tokens, place + ".data");
          start = (int) tokens.currentTokenLocation().getByteOffset();
          tokens.skipChildren();
          end = (int) tokens.currentLocation().getByteOffset();
        }
        default -> tokens.skipChildren();
      }
    }
    if (name == null || datatype == null || shape == null || start < 0) {
      throw HttpRefusal.bad(place + " must have 'name', 'shape', 'datatype' and 'data'");
    }
    return new RequestTensor(
        name,
        datatype(datatype, place),
        shape,
        new TensorData(name, shape, body, start, end - start));
  }

  private static Datatype datatype(String name, String place) {
    try {
      return Datatype.valueOf(name);
    } catch (IllegalArgumentException unknown) {
      throw HttpRefusal.bad(
          place
              + ".datatype is "
              + Echo.quoted(name)
              + "; data types: "
              + Arrays.toString(Datatype.values()),
          unknown);
    }
  }

  private static int[] shape(JsonParser tokens, String place) throws IOException {
    JsonTokens.requireArray(tokens, place);
    int[] shape = new int[MOST_AXES];
    int axes = 0;
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      if (axes == MOST_AXES) {
        throw HttpRefusal.bad(place + " has more than " + MOST_AXES + " axes");
      }
      if (!tokens.hasToken(JsonToken.VALUE_NUMBER_INT)
          || tokens.getNumberType() != JsonParser.NumberType.INT
          || tokens.getIntValue() < 0) {
        throw HttpRefusal.bad(
            place
                + "["
                + axes
                + "] is "
                + Echo.quoted(tokens.getText())
                + "; it must be a whole number from 0 to 2,147,483,647");
      }
      shape[axes++] = tokens.getIntValue();
    }
    return Arrays.copyOf(shape, axes);
  }

  String name() {
    return name;
  }

  Datatype datatype() {
    return datatype;
  }

  int[] shape() {
    return shape.clone();
  }

  /** Its elements, which are read when it is known what they are for. */
  TensorData data() {
    return data;
  }

  /** A finite number of the tensor's data type. */
  double number(int index, JsonParser token) throws IOException {
    if (!token.currentToken().isNumeric() || !datatype.isNumber()) {
      throw refusal(index, token, "is not a number of the data type " + datatype);
    }
    double number = token.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw refusal(index, token, "is not a finite number");
    } else if (!datatype.holds(number)) {
      throw refusal(index, token, "is not a number of the data type " + datatype);
    }
    return number;
  }

  /** A number as {@link #number}, in which whole numbers keep all their digits. */
  Number exactNumber(int index, JsonParser token) throws IOException {
    double number = number(index, token);
    boolean whole = !datatype.isFloatingPoint() && token.hasToken(JsonToken.VALUE_NUMBER_INT);
    return whole ? token.getNumberValue() : (Number) number;
  }

  HttpRefusal refusal(int index, JsonParser token, String clause) throws IOException {
    return HttpRefusal.bad(
        "The tensor "
            + Echo.quoted(name)
            + " has at "
            + data.place(index)
            + " "
            + Echo.of(token.getText())
            + ", which "
            + clause);
  }
}
