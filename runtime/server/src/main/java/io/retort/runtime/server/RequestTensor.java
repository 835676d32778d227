package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.retort.core.Echo;
import java.io.IOException;
import java.util.Arrays;

/**
 * A tensor of a request. Its data stay in the body until it is known what they are for: an array of
 * numbers, as JSON, is read into as many bytes as it takes there.
 */
final class RequestTensor {
  /** Tensors of students have far fewer axes. */
  private static final int MOST_AXES = 16;

  private final String name;
  private final Datatype datatype;
  private final int[] shape;
  private final byte[] body;
  private final int start;
  private final int length;

  private RequestTensor(
      String name, Datatype datatype, int[] shape, byte[] body, int start, int length) {
    this.name = name;
    this.datatype = datatype;
    this.shape = shape;
    this.body = body;
    this.start = start;
    this.length = length;
  }

  /**
   * Reads a tensor.
   *
   * @param tokens at the tensor's first token; afterwards at its last
   * @param number its place among the inputs, for messages
   */
  static RequestTensor read(byte[] body, JsonParser tokens, int number) throws IOException {
    String place = "inputs[" + number + "]";
    InferenceRequest.requireObject(tokens, place);
    String name = null;
    String datatype = null;
    int[] shape = null;
    int start = -1;
    int end = -1;
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      String key = tokens.currentName();
      tokens.nextToken();
      switch (key) {
        case "name" -> name = InferenceRequest.text(tokens, place + ".name");
        case "datatype" -> datatype = InferenceRequest.text(tokens, place + ".datatype");
        case "shape" -> shape = shape(tokens, place + ".shape");
        case "parameters" -> InferenceRequest.skipObject(tokens, place + ".parameters");
        case "data" -> {
          InferenceRequest.requireArray(tokens, place + ".data");
          start = (int) tokens.currentTokenLocation().getByteOffset();
          tokens.skipChildren();
          end = (int) tokens.currentLocation().getByteOffset();
        }
        default -> tokens.skipChildren();
      }
    }
    if (name == null || datatype == null || shape == null || start < 0) {
      throw HttpRefusal.bad(place + " is to have 'name', 'shape', 'datatype' and 'data'");
    }
    return new RequestTensor(name, datatype(datatype, place), shape, body, start, end - start);
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
    InferenceRequest.requireArray(tokens, place);
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
                + "; it is to be a whole number from 0 to 2,147,483,647");
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

  /** How many elements the shape says there are. */
  long elements() {
    long elements = 1;
    for (int extent : shape) {
      elements = Math.min((long) extent * elements, Integer.MAX_VALUE);
    }
    return elements;
  }

  /** Takes the elements of a tensor. */
  interface Elements {
    /**
     * Takes one.
     *
     * @param index its number in row-major order
     * @param token its token
     */
    void take(int index, JsonParser token) throws IOException;
  }

  /**
   * Reads the data, flat or nested as the shape says.
   *
   * @throws HttpRefusal if there are more or fewer elements than the shape says
   */
  void read(Elements elements) {
    requireSpace();
    JsonBody.read(
        body,
        start,
        length,
        tokens -> {
          tokens.nextToken();
          boolean nested = shape.length > 1 && tokens.nextToken() == JsonToken.START_ARRAY;
          if (shape.length <= 1) {
            tokens.nextToken();
          }
          if (nested) {
            readNested(tokens, 0, 0, elements);
          } else {
            readFlat(tokens, elements);
          }
          return null;
        });
  }

  /** The shape may say anything; elements take two bytes each, the last one. */
  void requireSpace() {
    if (elements() > length / 2) {
      throw misfit("has fewer elements");
    }
  }

  private void readFlat(JsonParser tokens, Elements elements) throws IOException {
    long count = elements();
    int index = 0;
    while (!tokens.hasToken(JsonToken.END_ARRAY)) {
      if (index == count) {
        throw misfit("has more elements");
      }
      requireScalar(tokens, index);
      elements.take(index++, tokens);
      tokens.nextToken();
    }
    if (index < count) {
      throw misfit("has fewer elements");
    }
  }

  /**
   * Reads the arrays inside an array.
   *
   * @param tokens at the first token inside of it; afterwards at its end
   * @param axis the axis that it runs along
   * @param first the number of its first element
   * @return the number of the element behind its last one
   */
  private int readNested(JsonParser tokens, int axis, int first, Elements elements)
      throws IOException {
    int index = first;
    for (int i = 0; i < shape[axis]; i++) {
      if (axis == shape.length - 1) {
        if (tokens.hasToken(JsonToken.END_ARRAY)) {
          throw misfit("is nested otherwise");
        }
        requireScalar(tokens, index);
        elements.take(index++, tokens);
      } else {
        if (!tokens.hasToken(JsonToken.START_ARRAY)) {
          throw misfit("is nested otherwise");
        }
        tokens.nextToken();
        index = readNested(tokens, axis + 1, index, elements);
      }
      tokens.nextToken();
    }
    if (!tokens.hasToken(JsonToken.END_ARRAY)) {
      throw misfit("is nested otherwise");
    }
    return index;
  }

  private void requireScalar(JsonParser tokens, int index) {
    if (!tokens.currentToken().isScalarValue()) {
      throw misfit("is nested otherwise: at " + place(index));
    }
  }

  private HttpRefusal misfit(String clause) {
    return HttpRefusal.bad(
        "The data of the tensor "
            + Echo.quoted(name)
            + " do not fit its shape "
            + Arrays.toString(shape)
            + ": the array "
            + clause);
  }

  /** A finite number of the tensor's data type. */
  double number(int index, JsonParser token) throws IOException {
    if (!token.currentToken().isNumeric() || !datatype.isNumber()) {
      throw refusal(index, token, "is no number of the data type " + datatype);
    }
    double number = token.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw refusal(index, token, "is no finite number");
    } else if (!datatype.holds(number)) {
      throw refusal(index, token, "is no number of the data type " + datatype);
    }
    return number;
  }

  HttpRefusal refusal(int index, JsonParser token, String clause) throws IOException {
    return HttpRefusal.bad(
        "The tensor "
            + Echo.quoted(name)
            + " has at "
            + place(index)
            + " "
            + Echo.of(token.getText())
            + ", which "
            + clause);
  }

  /** The indices of an element along the axes. */
  private String place(int index) {
    int[] indices = new int[shape.length];
    int rest = index;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      indices[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return Arrays.toString(indices);
  }
}
