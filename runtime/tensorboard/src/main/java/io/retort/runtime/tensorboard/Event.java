package io.retort.runtime.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The bytes of one {@code tensorflow.Event}, field by field as TensorFlow's <a
 * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto">event.proto</a>
 * and {@code summary.proto} number them. Few of their fields are needed, so no classes are
 * generated from them.
 */
final class Event {
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;

  /** The version that TensorBoard reads since 2017. */
  private static final String VERSION = "brain.Event:2";

  private static final int SUMMARY_VALUE = 1;

  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;
  private static final int VALUE_TENSOR = 8;
  private static final int VALUE_METADATA = 9;

  private static final int METADATA_PLUGIN = 1;
  private static final int PLUGIN_NAME = 1;

  private static final int TENSOR_TYPE = 1;
  private static final int TENSOR_SHAPE = 2;
  private static final int TENSOR_STRING = 8;
  private static final int TYPE_STRING = 7;
  private static final int SHAPE_DIMENSION = 2;
  private static final int DIMENSION_SIZE = 1;

  private Event() {}

  /** What a file begins with. */
  static byte[] version(double seconds) {
    return event(seconds, 0, out -> out.writeString(FILE_VERSION, VERSION));
  }

  /**
   * Numbers of one step.
   *
   * @param seconds since 1970
   * @param step the step
   * @param values by tag
   */
  static byte[] scalars(double seconds, long step, Map<String, Double> values) {
    return event(
        seconds,
        step,
        out ->
            message(
                out,
                SUMMARY,
                summary -> {
                  for (Map.Entry<String, Double> value : values.entrySet()) {
                    message(
                        summary,
                        SUMMARY_VALUE,
                        each -> {
                          each.writeString(VALUE_TAG, value.getKey());
                          each.writeFloat(VALUE_SIMPLE, value.getValue().floatValue());
                        });
                  }
                }));
  }

  /**
   * A text, which TensorBoard shows as Markdown.
   *
   * @param seconds since 1970
   * @param tag what it is called
   * @param text the text
   */
  static byte[] text(double seconds, String tag, String text) {
    return event(
        seconds,
        0,
        out ->
            message(
                out,
                SUMMARY,
                summary ->
                    message(
                        summary,
                        SUMMARY_VALUE,
                        value -> {
                          value.writeString(VALUE_TAG, tag);
                          message(value, VALUE_TENSOR, tensor -> text(tensor, text));
                          message(
                              value,
                              VALUE_METADATA,
                              metadata ->
                                  message(
                                      metadata,
                                      METADATA_PLUGIN,
                                      plugin -> plugin.writeString(PLUGIN_NAME, "text")));
                        })));
  }

  /** A tensor of the shape [1]. */
  private static void text(CodedOutputStream tensor, String text) throws IOException {
    tensor.writeEnum(TENSOR_TYPE, TYPE_STRING);
    message(
        tensor,
        TENSOR_SHAPE,
        shape -> message(shape, SHAPE_DIMENSION, size -> size.writeInt64(DIMENSION_SIZE, 1)));
    tensor.writeBytes(TENSOR_STRING, ByteString.copyFromUtf8(text));
  }

  /**
   * The step of an event.
   *
   * @throws IOException if these are not the bytes of one
   */
  static long step(byte[] event) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(event);
    long step = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (STEP << 3 | WireFormat.WIRETYPE_VARINT)) {
        step = in.readInt64();
      } else {
        in.skipField(tag);
      }
    }
    return step;
  }

  private static byte[] event(double seconds, long step, Fields what) {
    return bytes(
        out -> {
          out.writeDouble(WALL_TIME, seconds);
          if (step != 0) {
            out.writeInt64(STEP, step);
          }
          what.write(out);
        });
  }

  private static void message(CodedOutputStream out, int field, Fields fields) throws IOException {
    out.writeByteArray(field, bytes(fields));
  }

  private static byte[] bytes(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Writes the fields of a message. */
  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }
}
