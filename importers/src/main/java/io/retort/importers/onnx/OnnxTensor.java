package io.retort.importers.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A constant of a model.
 *
 * @param name its name
 * @param tensor its values
 */
record OnnxTensor(String name, TensorProto tensor) {

  /** Its extents. */
  int[] extents() {
    return tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
  }

  private int count() {
    long count = 1;
    for (long extent : tensor.getDimsList()) {
      if (extent < 0) {
        throw refused("has the extent " + extent);
      }
      count = Math.multiplyExact(count, extent);
    }
    return Math.toIntExact(count);
  }

  private TensorProto.DataType type() {
    TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
    return type == null ? TensorProto.DataType.UNDEFINED : type;
  }

  /** Its values as numbers of 32 bits. */
  float[] floats() {
    checkStorage();
    int count = count();
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean isRaw = raw.hasRemaining();
    float[] values;
    switch (type()) {
      case FLOAT -> {
        require(isRaw ? raw.remaining() / Float.BYTES : tensor.getFloatDataCount(), count);
        values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = isRaw ? raw.getFloat(i * Float.BYTES) : tensor.getFloatData(i);
        }
      }
      case DOUBLE -> {
        require(isRaw ? raw.remaining() / Double.BYTES : tensor.getDoubleDataCount(), count);
        values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = (float) (isRaw ? raw.getDouble(i * Double.BYTES) : tensor.getDoubleData(i));
        }
      }
      default -> throw refused("holds " + type());
    }
    return values;
  }

  /** Its values as whole numbers. */
  long[] integers() {
    checkStorage();
    int count = count();
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean isRaw = raw.hasRemaining();
    if (tensor.getDataType() != TensorProto.DataType.INT64.getNumber()) {
      throw refused("holds no whole numbers of 64 bits");
    }
    require(isRaw ? raw.remaining() / Long.BYTES : tensor.getInt64DataCount(), count);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = isRaw ? raw.getLong(i * Long.BYTES) : tensor.getInt64Data(i);
    }
    return values;
  }

  /** Its values, whole or not. */
  double[] numbers() {
    if (type() == TensorProto.DataType.INT64) {
      return Arrays.stream(integers()).asDoubleStream().toArray();
    }
    float[] floats = floats();
    double[] numbers = new double[floats.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = floats[i];
    }
    return numbers;
  }

  private void checkStorage() {
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || tensor.getExternalDataCount() > 0) {
      throw refused("lies in another file; save the model with its weights inside");
    }
  }

  private void require(int found, int count) {
    if (found != count) {
      throw refused("has " + found + " values instead of " + count);
    }
  }

  private RetortException refused(String clause) {
    return new RetortException(ErrorKind.DATA, "the constant '" + name + "' " + clause);
  }
}
