package io.retort.runtime.server;

import com.fasterxml.jackson.core.JsonToken;
import io.retort.core.Echo;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.RowListener;
import io.retort.serving.Student;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Samples from the tensors of a request: the prepared values as {@code input}, the pixels of images
 * as {@code pixels}, or a tensor for each column of a table, by its name.
 */
final class TensorSamples {
  static final String PREPARED = "input";
  static final String PIXELS = "pixels";

  private final Student student;
  private final int most;

  /**
   * For a student.
   *
   * @param most how many samples a request may have
   */
  TensorSamples(Student student, int most) {
    this.student = student;
    this.most = most;
  }

  /**
   * Reads the samples of a request.
   *
   * @param memory charged with them
   * @throws HttpRefusal naming the tensor, and the element, that is wrong
   */
  List<float[]> read(InferenceRequest request, MemoryBudget.Share memory) {
    List<RequestTensor> inputs = request.inputs();
    RequestTensor first = inputs.get(0);
    Set<String> only = inputs.size() == 1 ? Set.of(first.name()) : Set.of();
    return student
        .preparation()
        .match(
            values -> {
              if (only.contains(PREPARED)) {
                return prepared(first, memory);
              }
              throw unknown(inputs, "");
            },
            table ->
                only.contains(PREPARED) && !hasColumn(table, PREPARED)
                    ? prepared(first, memory)
                    : rows(inputs, memory),
            pixels -> {
              if (only.contains(PIXELS)) {
                return images(first, memory);
              } else if (only.contains(PREPARED)) {
                return prepared(first, memory);
              }
              throw unknown(inputs, ", or '" + PIXELS + "' with the pixels of images");
            });
  }

  private static HttpRefusal unknown(List<RequestTensor> inputs, String others) {
    return HttpRefusal.bad(
        "The request has the inputs "
            + Echo.of(inputs.stream().map(RequestTensor::name).toList())
            + "; the student takes one: '"
            + PREPARED
            + "' with prepared values"
            + others);
  }

  private static boolean hasColumn(InputPreparation.Table table, String name) {
    return table.columns().stream().map(InputColumn::name).anyMatch(name::equals);
  }

  private List<float[]> prepared(RequestTensor tensor, MemoryBudget.Share memory) {
    if (!tensor.datatype().isNumber()) {
      throw HttpRefusal.bad(
          "The tensor '" + PREPARED + "' is of type " + tensor.datatype() + "; give FP32");
    }
    int count = count(tensor, memory);
    int width = student.inputShape().elements();
    float[][] samples = new float[count][width];
    tensor
        .data()
        .read(
            (index, token) -> {
              float value = (float) tensor.number(index, token);
              if (!Float.isFinite(value)) {
                throw tensor.refusal(index, token, "is not a finite 32-bit number");
              }
              samples[index / width][index % width] = value;
            });
    return Arrays.asList(samples);
  }

  private List<float[]> images(RequestTensor tensor, MemoryBudget.Share memory) {
    if (!tensor.datatype().isNumber() || tensor.datatype().isFloatingPoint()) {
      throw HttpRefusal.bad(
          "The tensor '" + PIXELS + "' is of type " + tensor.datatype() + "; give UINT8");
    }
    int count = count(tensor, memory);
    int width = student.inputShape().elements();
    byte[] pixels = new byte[width];
    float[][] samples = new float[count][];
    tensor
        .data()
        .read(
            (index, token) -> {
              double pixel = tensor.number(index, token);
              if (!Datatype.UINT8.holds(pixel)) {
                throw tensor.refusal(index, token, "is not a pixel");
              }
              pixels[index % width] = (byte) (int) pixel;
              if (index % width == width - 1) {
                int sample = index / width;
                samples[sample] =
                    RequestSamples.numbered(sample, count, () -> student.prepare(pixels));
              }
            });
    return Arrays.asList(samples);
  }

  /** The number of samples in a tensor with values for a whole sample each. */
  private int count(RequestTensor tensor, MemoryBudget.Share memory) {
    int[] shape = tensor.shape();
    int[] sample = student.inputShape().toArray();
    int[] given = shape.length == 0 ? shape : Arrays.copyOfRange(shape, 1, shape.length);
    boolean flat = given.length == 1 && given[0] == student.inputShape().elements();
    if (shape.length == 0 || !(flat || Arrays.equals(given, sample))) {
      int[] expected = new int[sample.length + 1];
      expected[0] = -1;
      System.arraycopy(sample, 0, expected, 1, sample.length);
      throw HttpRefusal.bad(
          "The tensor '"
              + tensor.name()
              + "' has the shape "
              + Arrays.toString(shape)
              + "; the student takes "
              + Arrays.toString(expected)
              + ", where -1 is the number of samples");
    }
    return counted(tensor, shape[0], memory);
  }

  private int counted(RequestTensor tensor, int count, MemoryBudget.Share memory) {
    RequestSamples.requireCount(count, most);
    tensor.data().requireSpace();
    memory.take(RequestSamples.bytes(student, count));
    return count;
  }

  private List<float[]> rows(List<RequestTensor> columns, MemoryBudget.Share memory) {
    int count = rowCount(columns.get(0));
    for (RequestTensor column : columns) {
      if (rowCount(column) != count) {
        throw HttpRefusal.bad(
            "The tensor "
                + Echo.quoted(column.name())
                + " has "
                + rowCount(column)
                + " rows, and "
                + Echo.quoted(columns.get(0).name())
                + " "
                + count);
      }
    }
    counted(columns.get(0), count, memory);
    List<Map<String, Object>> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(new HashMap<>());
    }
    columns.forEach(column -> read(column, rows));
    List<float[]> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Map<String, Object> row = rows.get(i);
      samples.add(RequestSamples.numbered(i, count, () -> student.prepare(row, RowListener.NONE)));
    }
    return samples;
  }

  private static int rowCount(RequestTensor column) {
    int[] shape = column.shape();
    if (shape.length == 0 || shape.length > 2 || (shape.length == 2 && shape[1] != 1)) {
      throw HttpRefusal.bad(
          "The tensor "
              + Echo.quoted(column.name())
              + " has the shape "
              + Arrays.toString(shape)
              + "; a column has [-1] or [-1, 1], where -1 is the number of rows");
    }
    return shape[0];
  }

  private static void read(RequestTensor column, List<Map<String, Object>> rows) {
    column
        .data()
        .read(
            (index, token) -> {
              Object cell;
              if (token.hasToken(JsonToken.VALUE_NULL)) {
                cell = null;
              } else if (column.datatype() == Datatype.BYTES) {
                if (!token.hasToken(JsonToken.VALUE_STRING)) {
                  throw column.refusal(index, token, "is not text");
                }
                cell = token.getText();
              } else if (column.datatype() == Datatype.BOOL) {
                if (!token.currentToken().isBoolean()) {
                  throw column.refusal(index, token, "is not a truth value");
                }
                cell = token.getBooleanValue();
              } else {
                cell = column.exactNumber(index, token);
              }
              rows.get(index).put(column.name(), cell);
            });
  }
}
