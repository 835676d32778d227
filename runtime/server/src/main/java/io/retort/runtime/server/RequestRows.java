package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.core.Echo;
import io.retort.core.data.RowListener;
import io.retort.serving.Student;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Raw samples as JSON: an object with the cells of one row, or an array of samples. A sample in it
 * is an object with a row's cells, or an array with the pixels of an image, or, where the student
 * has not learned from images, with the prepared values of its input.
 */
final class RequestRows {
  private final Student student;
  private final int most;

  /**
   * For a student.
   *
   * @param most how many samples a request may have
   */
  RequestRows(Student student, int most) {
    this.student = student;
    this.most = most;
  }

  /**
   * The samples of a request.
   *
   * @param inputs the prepared samples
   * @param one whether the request is one sample, and not an array of them
   */
  record Prepared(List<float[]> inputs, boolean one) {}

  /**
   * Reads and prepares the samples of a body.
   *
   * @param memory charged with the samples
   * @throws HttpRefusal naming the sample that is wrong, and its column or value
   */
  Prepared read(byte[] body, MemoryBudget.Share memory) {
    return JsonBody.read(
        body,
        tokens -> {
          if (tokens.hasToken(JsonToken.START_OBJECT)) {
            memory.take(RequestSamples.bytes(student, 1));
            return new Prepared(List.of(RequestSamples.numbered(0, 1, cells(tokens))), true);
          } else if (!tokens.hasToken(JsonToken.START_ARRAY)) {
            throw HttpRefusal.bad(
                "The body is "
                    + Echo.quoted(tokens.getText())
                    + "; send an object with the cells of a row, or an array of samples");
          }
          return new Prepared(many(tokens, memory), false);
        });
  }

  private List<float[]> many(JsonParser tokens, MemoryBudget.Share memory) throws IOException {
    List<float[]> inputs = new ArrayList<>();
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      int number = inputs.size();
      if (number == most) {
        RequestSamples.requireCount(number + 1, most);
      }
      memory.take(RequestSamples.bytes(student, 1));
      if (tokens.hasToken(JsonToken.START_OBJECT)) {
        inputs.add(RequestSamples.numbered(number, most, cells(tokens)));
      } else if (tokens.hasToken(JsonToken.START_ARRAY)) {
        inputs.add(values(number, tokens));
      } else {
        throw HttpRefusal.bad(
            "Sample "
                + number
                + ", counted from 0, is "
                + Echo.quoted(tokens.getText())
                + "; it must be an object with the cells of a row, or an array of values, also"
                + " where there is one sample alone: [[…]]");
      }
    }
    RequestSamples.requireCount(inputs.size(), most);
    return inputs;
  }

  /** A row that has been read, to be prepared. */
  private Supplier<float[]> cells(JsonParser tokens) throws IOException {
    @SuppressWarnings("unchecked") // an object has no other keys
    Map<String, Object> row = (Map<String, Object>) JSON.std.anyFrom(tokens);
    return () -> {
      row.forEach(RequestRows::requireFinite);
      return student.prepare(row, RowListener.NONE);
    };
  }

  private static void requireFinite(String column, Object cell) {
    if (cell instanceof Double number && !Double.isFinite(number)) {
      throw new IllegalArgumentException(
          "The row's column "
              + Echo.quoted(column)
              + " has "
              + number
              + ", which is not a finite number; give null for a missing value");
    }
  }

  private float[] values(int sample, JsonParser tokens) throws IOException {
    boolean image = student.preparation().match(any -> false, table -> false, pixels -> true);
    float[] values = new float[student.inputShape().elements()];
    byte[] pixels = new byte[image ? values.length : 0];
    int count = 0;
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      double value = tokens.currentToken().isNumeric() ? tokens.getDoubleValue() : Double.NaN;
      if (image ? !Datatype.UINT8.holds(value) : !Float.isFinite((float) value)) {
        throw HttpRefusal.bad(
            "Sample "
                + sample
                + ", counted from 0: the value "
                + count
                + " is "
                + Echo.quoted(tokens.getText())
                + "; it must be "
                + (image ? "a pixel, from 0 to 255" : "a finite number"));
      }
      if (count < values.length) {
        values[count] = (float) value;
      }
      if (count < pixels.length) {
        pixels[count] = (byte) (int) value;
      }
      count++;
    }
    if (count != values.length) {
      throw HttpRefusal.bad(
          "Sample "
              + sample
              + ", counted from 0, has "
              + count
              + " values; the student reads samples of shape "
              + student.inputShape());
    }
    return image ? RequestSamples.numbered(sample, most, () -> student.prepare(pixels)) : values;
  }
}
