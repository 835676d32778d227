package io.retort.exporters.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.retort.core.data.InputColumn;
import io.retort.core.data.InputPreparation;
import io.retort.core.data.TableFormat;
import io.retort.core.tensor.Shape;
import io.retort.exporters.check.WritablePreparation;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A model in ONNX Runtime, on one thread. Inputs and outputs are in the model's order. */
final class OnnxCheckSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxCheckSession(byte[] model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = environment.createSession(model, options);
    }
  }

  /** Loads the library, which fails where it cannot be unpacked. */
  static void start() {
    OrtEnvironment.getEnvironment();
  }

  List<float[]> ofValues(List<float[]> samples, Shape shape) throws OrtException {
    FloatBuffer all = FloatBuffer.allocate(samples.size() * shape.elements());
    samples.forEach(all::put);
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(environment, all.rewind(), extents(samples.size(), shape))) {
      return run(List.of(tensor));
    }
  }

  List<float[]> ofPixels(List<byte[]> images, Shape shape) throws OrtException {
    ByteBuffer all = ByteBuffer.allocateDirect(images.size() * shape.elements());
    images.forEach(all::put);
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(
            environment, all.rewind(), extents(images.size(), shape), OnnxJavaType.UINT8)) {
      return run(List.of(tensor));
    }
  }

  private static long[] extents(int batch, Shape shape) {
    long[] extents = new long[shape.rank() + 1];
    extents[0] = batch;
    for (int axis = 0; axis < shape.rank(); axis++) {
      extents[axis + 1] = shape.extent(axis);
    }
    return extents;
  }

  /** Rows with cells as data sets have them: numbers, texts, or {@code null} where missing. */
  List<float[]> ofRows(InputPreparation.Table table, List<Map<String, Object>> rows)
      throws OrtException {
    List<OnnxTensor> inputs = new ArrayList<>();
    try {
      for (InputColumn column : table.columns()) {
        List<Object> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(row.get(column.name())));
        inputs.add(tensor(column, cells, table));
      }
      return run(inputs);
    } finally {
      inputs.forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(InputColumn column, List<Object> cells, InputPreparation.Table table)
      throws OrtException {
    long[] extents = {cells.size(), 1};
    Object[] values =
        cells.stream()
            .map(
                cell ->
                    column.<Object>match(
                        number -> number(cell, table.format().decimal()),
                        category -> category(cell, table.format()),
                        text -> {
                          throw WritablePreparation.unexpected(text);
                        }))
            .toArray();
    if (values[0] instanceof String) {
      String[] texts = Arrays.copyOf(values, values.length, String[].class);
      return OnnxTensor.createTensor(environment, texts, extents);
    }
    double[] numbers = Arrays.stream(values).mapToDouble(number -> (Double) number).toArray();
    return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(numbers), extents);
  }

  private static String category(Object cell, TableFormat format) {
    return cell == null ? format.missingMarks().stream().findFirst().orElse("") : cell.toString();
  }

  private static double number(Object cell, char decimal) {
    return cell == null
        ? Double.NaN
        : cell instanceof Number number
            ? number.doubleValue()
            : Double.parseDouble(cell.toString().replace(decimal, '.'));
  }

  private List<float[]> run(List<OnnxTensor> inputs) throws OrtException {
    Map<String, OnnxTensor> named = new HashMap<>();
    Iterator<OnnxTensor> next = inputs.iterator();
    for (String name : session.getInputNames()) {
      named.put(name, next.next());
    }
    try (OrtSession.Result result = session.run(named)) {
      List<float[]> outputs = new ArrayList<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        outputs.add(copy);
      }
      return outputs;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
