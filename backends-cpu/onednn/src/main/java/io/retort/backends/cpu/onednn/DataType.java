package io.retort.backends.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_data_type;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.javacpp.IntPointer;

/** How a value is stored. */
enum DataType {
  /** 32 bits: what parameters, their gradients, inputs and outputs always are. */
  F32(dnnl_f32, 4),
  /** The upper 16 bits of the above: the same range, 8 binary digits. */
  BF16(dnnl_bf16, 2);

  private final int code;
  private final int bytes;

  DataType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The size of a value. */
  int bytes() {
    return bytes;
  }

  /** As oneDNN names it. */
  int code() {
    return code;
  }

  static DataType of(dnnl_memory_desc layout) {
    try (IntPointer found = new IntPointer(1)) {
      Engine.check(
          dnnl_memory_desc_query(layout, dnnl_query_data_type, found), "tell the type of values");
      return found.get() == dnnl_bf16 ? BF16 : F32;
    }
  }
}
