package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.retort.core.Echo;
import java.io.IOException;
import java.util.Arrays;

/**
 * The elements of a tensor, which stay in the body of the request as JSON until it is known what
 * they are for.
 */
final class TensorData {
  private final String name;
  private final int[] shape;
  private final byte[] body;
  private final int start;
  private final int length;

  /**
   * An array in a body.
   *
   * @param name the tensor's name, for messages
   * @param shape the tensor's shape
   * @param start where the array begins
   * @param length how many bytes it has
   */
  TensorData(String name, int[] shape, byte[] body, int start, int length) {
    this.name = name;
    this.shape = shape;
    this.body = body;
    this.start = start;
    this.length = length;
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
          if (tokens.nextToken() == JsonToken.START_ARRAY && shape.length > 1) {
            readNested(tokens, 0, 0, elements);
          } else {
            readFlat(tokens, elements);
          }
          return null;
        });
  }

  /** The shape may say anything, and each element takes two bytes at least. */
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

  /** How many elements the shape says there are. */
  private long elements() {
    long elements = 1;
    for (int extent : shape) {
      elements = Math.min((long) extent * elements, Integer.MAX_VALUE);
    }
    return elements;
  }

  /** The indices of an element along the axes. */
  String place(int index) {
    int[] indices = new int[shape.length];
    int rest = index;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      indices[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return Arrays.toString(indices);
  }
}
